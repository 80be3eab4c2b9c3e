import { createWriteStream } from 'node:fs';
import { exportJournal } from '../../app/export-journal.ts';
import { EXIT, UserError } from '../../core/problem.ts';

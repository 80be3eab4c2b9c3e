import type { Block, Tile } from '../model/report.ts';
import type { CheckOutcome } from '../model/finding.ts';
import type { Sentence } from '../model/finding.ts';
import { quote, say } from '../model/sentence.ts';
import { resolved, type AnsweredBlock, type AnsweredReport, type Prose } from '../own-reports/index.ts';
import { checksTable } from './_finance/audit.ts';
import { reportOf } from './_frame.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';

/** A report of the owner as one of ours: the same blocks, figures and receipts, so the same gate, mail and record. */
export function ownReport(answered: AnsweredReport): ReportDefinition {
  const { type, title, audience } = answered.report;
  const checks = answered.blocks.flatMap((block) => (block.kind === 'check' ? [block.check.id] : []));
  return {
    type,
    title,
    kind: 'own',
    audience,
    checks,
    looks: [],
    compose(input) {
      const own = new Own(answered, input);
      const answer = own.answer();
      return reportOf(this, input, { answer, subject: answer, blocks: [...own.blocks(), ...own.closing(checks)] });
    },
  };
}

class Own {
  readonly #answered: AnsweredReport;
  readonly #input: ReportInput;

  constructor(answered: AnsweredReport, input: ReportInput) {
    this.#answered = answered;
    this.#input = input;
  }

  /** The owner's own sentence; else the first figure of the file. */
  answer(): Sentence {
    const { report, blocks } = this.#answered;
    if (report.answer) return this.#sentence(report.answer);
    const first = blocks.find((block) => block.kind === 'tile' && !block.block.hidden);
    if (first?.kind !== 'tile') return say`${quote(report.title)}.`;
    return say`${quote(first.block.label)}: ${first.figure}.`;
  }

  /** Figures that follow each other are one block of tiles, checks one of findings. */
  blocks(): Block[] {
    const made: Block[] = [];
    let run: AnsweredBlock[] = [];
    const end = (): void => {
      made.push(...this.#together(run, made.length));
      run = [];
    };
    for (const block of this.#answered.blocks) {
      if (block.kind === 'tile' && block.block.hidden) continue;
      const [first] = run;
      if (first && (first.kind !== block.kind || headingOf(block) !== undefined)) end();
      run.push(block);
    }
    end();
    return made;
  }

  #together(run: readonly AnsweredBlock[], place: number): Block[] {
    const [first] = run;
    switch (first?.kind) {
      case undefined:
        return [];
      case 'prose':
        return run.flatMap((block, at) => (block.kind === 'prose' ? [this.#prose(block, place + at)] : []));
      case 'block':
        return run.flatMap((block) => (block.kind === 'block' ? [block.block] : []));
      case 'tile': {
        const tiles = run.flatMap((block) => (block.kind === 'tile' ? [this.#tile(block)] : []));
        const id = place === 0 ? 'kpis' : `figures-${place}`;
        return [{ kind: 'figures', id, title: headingOf(first) ?? 'Figures', tiles }];
      }
      case 'check': {
        const ids = run.flatMap((block) => (block.kind === 'check' ? [block.check.id] : []));
        const findings = this.#outcomes(ids).flatMap((outcome) => outcome.findings);
        const title = headingOf(first) ?? 'What the checks found';
        return [{ kind: 'findings', id: place === 0 ? 'findings' : `findings-${place}`, title, findings }];
      }
    }
  }

  #prose({ heading, paragraphs }: Extract<AnsweredBlock, { kind: 'prose' }>, place: number): Block {
    const sentences = paragraphs.map((prose) => this.#sentence(prose));
    return { kind: 'prose', id: `prose-${place}`, ...(heading === undefined ? {} : { title: heading }), sentences };
  }

  #tile({ block, figure, rows }: Extract<AnsweredBlock, { kind: 'tile' }>): Tile {
    return { figure: figure.id, basis: block.basis ? this.#sentence(block.basis) : say`from ${rows} of the sources` };
  }

  #sentence(prose: Prose): Sentence {
    return resolved(prose, this.#answered.report.type, this.#input.book).sentence;
  }

  #outcomes(ids: readonly string[]): readonly CheckOutcome[] {
    return this.#input.outcomes.filter(({ check }) => ids.includes(check));
  }

  /** How a report ends: what was checked, what it could not see, and what it rests on. */
  closing(checks: readonly string[]): Block[] {
    const { gaps } = this.#answered;
    return [
      ...(checks.length === 0 ? [] : [checksTable(this.#outcomes(checks))]),
      { kind: 'gaps', id: 'coverage', title: 'What could not be seen', gaps },
      { kind: 'sources', id: 'sources', title: 'Sources', sources: this.#input.sources },
    ];
  }
}

function headingOf(block: AnsweredBlock): string | undefined {
  switch (block.kind) {
    case 'prose':
      return block.heading;
    case 'tile':
      return block.block.heading;
    case 'check':
      return block.check.block.heading;
    case 'block':
      return undefined;
  }
}

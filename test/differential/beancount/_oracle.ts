import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Numbers by what they are of: `2026-04-30 Assets:Bank EUR`, and `… at cost EUR` for what is held in lots. */
export type Sums = Readonly<Record<string, string>>;

export interface Answer {
  /** First lines of its errors. */
  readonly errors: readonly string[];
  readonly sums: Sums;
}

/** The Python that `bean-check` runs in: beancount is a library there. */
function beanPython(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'bean-check');
    try {
      accessSync(path, constants.X_OK);
    } catch {
      continue;
    }
    const interpreter = /^#!\s*(\S+)/.exec(readFileSync(path, 'utf8'))?.[1];
    if (interpreter !== undefined && spawnSync(interpreter, ['-c', 'import beancount.loader']).status === 0) {
      return interpreter;
    }
  }
  return undefined;
}

const python = beanPython();

export const hasBeancount = python !== undefined;

const SCRIPT = String.raw`
import json, sys
from decimal import Decimal
from beancount import loader
from beancount.core.data import Transaction

def answer(path):
    entries, errors, _ = loader.load_file(path)
    sums = {}
    def add(entry, posting, words, number):
        key = "%s %s %s" % (entry.date, posting.account, words)
        sums[key] = sums.get(key, Decimal(0)) + number
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                add(entry, posting, posting.units.currency, posting.units.number)
                if posting.cost:
                    add(entry, posting, "at cost " + posting.cost.currency, posting.units.number * posting.cost.number)
    return {
        "errors": [str(getattr(error, "message", error)).split("\n")[0] for error in errors],
        "sums": {key: format(number.quantize(Decimal("1e-8")), "f") for key, number in sums.items()},
    }

def asked(path):
    try:
        return answer(path)
    except Exception as error:
        return {"errors": ["crashed: %s" % error], "sums": {}}

json.dump([asked(path) for path in json.load(sys.stdin)], sys.stdout)
`;

/** What beancount makes of each of the files. */
export function askBeancount(paths: readonly string[]): readonly Answer[] {
  if (python === undefined) throw new Error('beancount is not on this machine');
  const { status, stdout, stderr } = spawnSync(python, ['-c', SCRIPT], {
    input: JSON.stringify(paths),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`beancount ended with ${status}: ${stderr.slice(-500)}`);
  return JSON.parse(stdout) as Answer[];
}

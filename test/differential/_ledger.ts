import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Answer } from './_answer.ts';
import { balanceRow, pico } from './_meaning.ts';

export const hasLedger = spawnSync('ledger', ['--version']).status === 0;

/** `$-1,000.00`, `-5 EUR`, `"R-1"3`: the symbol left or right, in quotes where it needs them. */
const AMOUNT =
  /^(?:"(?<quotedLeft>[^"]+)"|(?<left>[^\d\s",.-]+))?\s?(?<number>-?[\d,]+(?:\.\d+)?)\s?(?:"(?<quotedRight>[^"]+)"|(?<right>[^\d\s",.-]+))?$/u;

function rowOf(account: string, text: string): string[] {
  const parts = AMOUNT.exec(text.trim())?.groups;
  if (!parts) throw new Error(`not an amount of ledger's: ${text}`);
  const { quotedLeft, left, quotedRight, right, number = '' } = parts;
  const [whole = '', fraction = ''] = number.replaceAll(',', '').split('.');
  const value = pico(BigInt(whole + fraction), fraction.length);
  return value === 0n ? [] : [balanceRow(account, quotedLeft ?? left ?? quotedRight ?? right ?? '', value)];
}

function balances(file: string, ...options: readonly string[]): string[] {
  const format = '@%(account)|%(scrub(display_total))\\n';
  const args = [
    '--args-only',
    '-f',
    file,
    'balance',
    '--flat',
    '--no-total',
    '--unround',
    '--format',
    format,
    ...options,
  ];
  const { status, stdout, stderr } = spawnSync('ledger', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const accounts = stdout.split(/^@/m).slice(1);
  return accounts
    .flatMap((text) => {
      const [account = '', amounts = ''] = text.split('|');
      return amounts
        .trim()
        .split('\n')
        .flatMap((amount) => rowOf(account, amount));
    })
    .toSorted();
}

/** The balances that ledger reads in `main.journal` in the folder. Throws what it refuses. */
export function askLedger(folder: string): Pick<Answer, 'balances' | 'atCost'> {
  const file = join(folder, 'main.journal');
  return { balances: balances(file), atCost: balances(file, '--basis') };
}

import * as z from 'zod';
import { propose, writeProposal, type Proposal } from '../../app/init.ts';
import { portfolioText } from '../../app/init-text.ts';
import { basename } from 'node:path';
import { isTimeZone } from '../../core/date.ts';
import { isCurrency } from '../../core/money.ts';
import { EXIT, UserError } from '../../core/problem.ts';
import { parseOptions } from '../options.ts';
import { print, printJson } from '../output.ts';

const shape = {
  name: z.string().min(1).optional(),
  currency: z.string().toUpperCase().refine(isCurrency, 'expected an ISO 4217 code such as USD').optional(),
  timeZone: z.string().refine(isTimeZone, 'expected a time zone such as America/Los_Angeles').optional(),
  dryRun: z.boolean().default(false),
  force: z.boolean().default(false),
};

/** `quarterdeck init [folder]`: asks only on a terminal; without one it takes what it found, or what the options say. */
export async function run(given: Record<string, unknown>, folder = '.'): Promise<number> {
  const options = parseOptions(shape, given);
  const proposal = await propose(options.C ?? folder);
  if (proposal.entities.length === 0) {
    throw new UserError(
      'no-exports',
      `${proposal.folder} holds no CSV, OFX or QFX export that can be read; put one folder per business in it`,
    );
  }
  const found = {
    name: options.name ?? basename(proposal.folder),
    currency: options.currency ?? proposal.currency ?? 'USD',
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const ask = process.stdin.isTTY && process.stdout.isTTY && !options.json && !options.dryRun;
  const names = ask ? await confirmed(found) : found;
  if (options.dryRun) {
    await print(portfolioText(proposal, names));
    return EXIT.ok;
  }
  const files = await writeProposal(proposal, { ...names, force: options.force });
  if (options.json)
    await printJson({ files, ...names, entities: proposal.entities.map(describe), left: proposal.left });
  else await print(summary(proposal, files));
  return EXIT.ok;
}

function describe({ name, sources }: Proposal['entities'][number]): Record<string, unknown> {
  return {
    name,
    sources: sources.map(({ file, kind, read }) => ({ file, kind, rows: read.rows.length, layout: read.layout })),
  };
}

function summary({ entities, left }: Proposal, files: readonly string[]): string {
  return [
    ...entities.flatMap(({ name, sources }) => [
      name,
      ...sources.map(({ file, kind, read }) => `  ${file}: ${kind}, ${read.rows.length} rows`),
    ]),
    ...left.map((file) => `not understood: ${file} (quarterdeck read ${file})`),
    ...files.map((file) => `wrote ${file}`),
    'next: quarterdeck check, then fill in the rules under categories',
  ].join('\n');
}

async function confirmed(found: { name: string; currency: string; timeZone: string }): Promise<typeof found> {
  const { cancel, group, text } = await import('@clack/prompts');
  const must = (fits: (value: string) => boolean, says: string) => (value: string | undefined) =>
    fits(value ?? '') ? undefined : says;
  return group(
    {
      name: () =>
        text({
          message: 'Name of the portfolio',
          initialValue: found.name,
          validate: must((value) => value.trim() !== '', 'a name, please'),
        }),
      currency: () =>
        text({
          message: 'Base currency',
          initialValue: found.currency,
          validate: must(isCurrency, 'an ISO 4217 code such as USD'),
        }),
      timeZone: () =>
        text({
          message: 'Time zone',
          initialValue: found.timeZone,
          validate: must(isTimeZone, 'such as America/Los_Angeles'),
        }),
    },
    {
      onCancel: () => {
        cancel('nothing was written');
        process.exit(EXIT.usage);
      },
    },
  );
}

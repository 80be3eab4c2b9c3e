import type { Effects } from '../core/effects.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import { formats } from '../render/index.ts';
import type { Report } from '../model/report.ts';
import { composeReport, definitionOf } from './compose.ts';
import { recipientsFor } from './recipients.ts';
import type { Run } from './run.ts';
import { viewFor } from './view.ts';

export interface PreviewOptions {
  readonly effects: Effects;
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whose last report it is compared with; else that of the first who receives it. */
  readonly reader?: string | undefined;
}

/** A report in a format, as it would be sent; nothing is sent. `format` is `terminal`, `eml` or one of the renderers'. */
export async function preview(run: Run, type: string, format: string, options: PreviewOptions): Promise<Uint8Array> {
  const definition = definitionOf(type, run.own);
  const report = composeReport(await viewFor(run, definition, readerOf(run, type, options)), type, run.own);
  if (format === 'eml') return eml(run, report, options.effects);
  const renderer = formats.find(({ name }) => name === format);
  if (renderer) return Buffer.from(await renderer.render(report));
  const { renderTerminal } = await import('../render/terminal.ts');
  return Buffer.from(renderTerminal(report, { color: options.colour, width: options.width }));
}

function readerOf(run: Run, type: string, { reader, effects }: PreviewOptions): string | undefined {
  return reader ?? recipientsFor(type, run.declared.portfolio, readEnvironment(effects.env))[0]?.email;
}

/** The message that the first recipient would get; a portfolio without mail settings gets neutral ones. */
async function eml(run: Run, report: Report, effects: Effects): Promise<Uint8Array> {
  const { composeMessage } = await import('../delivery/index.ts');
  const { renderMail } = await import('../render/mail.ts');
  const { portfolio } = run.declared;
  const environment = readEnvironment(effects.env);
  const [to] = recipientsFor(report.type, portfolio, environment);
  const message = await composeMessage(
    {
      id: `preview-${report.type}`,
      parts: await renderMail(report),
      from: { email: portfolio.senders[0]?.email ?? environment.sender ?? 'quarterdeck@localhost.localdomain' },
      to: [{ email: to?.email ?? 'recipient@localhost.localdomain' }],
      bcc: [],
      report: report.type,
      snapshot: report.snapshot,
      at: effects.now(),
      timeZone: portfolio.time_zone,
    },
    effects,
  );
  return message.bytes;
}

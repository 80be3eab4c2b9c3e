import type { Effects } from '../core/effects.ts';
import { composeMessage } from '../delivery/index.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import { formats, renderMail, renderTerminal } from '../render/index.ts';
import type { Report } from '../model/report.ts';
import { composeReport } from './compose.ts';
import { recipientsFor } from './recipients.ts';
import type { Run } from './run.ts';

export interface PreviewOptions {
  readonly effects: Effects;
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** A report in a format, as it would be sent; nothing is sent. `format` is `terminal`, `eml` or one of the renderers'. */
export async function preview(run: Run, type: string, format: string, options: PreviewOptions): Promise<Uint8Array> {
  const report = composeReport(run, type);
  if (format === 'eml') return eml(run, report, options.effects);
  const renderer = formats.find(({ name }) => name === format);
  const text = renderer
    ? renderer.render(report)
    : renderTerminal(report, { color: options.colour, width: options.width });
  return Buffer.from(text);
}

/** The message that the first recipient would get; a portfolio without mail settings gets neutral ones. */
async function eml(run: Run, report: Report, effects: Effects): Promise<Uint8Array> {
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

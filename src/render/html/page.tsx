import { raw } from 'hono/html';
import type { Block, Report } from '../../model/report.ts';
import { jsonReport, leadingFigures, scopeParts } from '../content.ts';
import { figureText } from '../numbers.ts';
import { plain } from '../outside.ts';
import { figureOf, sentenceText } from '../sentence.ts';
import { SEVERITY_LOOK } from '../severity.ts';
import { subjectText } from '../subject.ts';
import { Findings } from './findings.tsx';
import { Gaps, Plan, Sources } from './lists.tsx';
import { Picture, type ChartMode } from './picture.tsx';
import { FONT, INK, OUTLOOK_CLOSE, OUTLOOK_OPEN, OUTLOOK_STYLE, STYLES } from './style.ts';
import { DataTable, type TableLimits } from './table.tsx';
import { Tiles } from './tiles.tsx';
import { Heading, Muted, Outside, unbroken, Words } from './words.tsx';

export interface PageOptions {
  readonly charts: ChartMode;
  readonly limits: TableLimits;
}

/** Keeps the inbox's preview from running on into the page's first words. */
const PREVIEW_END = '&#847;&nbsp;'.repeat(60);

function Head({ report }: { readonly report: Report }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
      <meta name="x-apple-disable-message-reformatting" content="" />
      <title>{subjectText(report)}</title>
      {STYLES.map((rules) => (
        <style>{raw(rules)}</style>
      ))}
      {raw(OUTLOOK_STYLE)}
    </head>
  );
}

function Body({
  block,
  report,
  options,
}: {
  readonly block: Block;
  readonly report: Report;
  readonly options: PageOptions;
}) {
  const { figures } = report;
  switch (block.kind) {
    case 'figures':
      return <Tiles block={block} figures={figures} />;
    case 'table':
      return <DataTable block={block} figures={figures} limits={options.limits} />;
    case 'chart':
      return <Picture chart={block} figures={figures} mode={options.charts} />;
    case 'findings':
      return <Findings findings={block.findings} figures={figures} />;
    case 'plan':
      return <Plan items={block.items} figures={figures} />;
    case 'prose':
      return (
        <p style="margin:0;font-size:15px;line-height:22px">
          {block.sentences.map((sentence, at) => (
            <>
              {at === 0 ? '' : ' '}
              <Words sentence={sentence} figures={figures} />
            </>
          ))}
        </p>
      );
    case 'gaps':
      return <Gaps gaps={block.gaps} />;
    case 'sources':
      return <Sources sources={block.sources} limits={options.limits} />;
  }
}

function Section({ children }: { readonly children: unknown }) {
  return (
    <tr>
      <td class="pad" style="padding:0 24px 32px">
        {children}
      </td>
    </tr>
  );
}

function Opening({ report }: { readonly report: Report }) {
  return (
    <Section>
      <h1 style="margin:0;padding-top:28px;font-size:24px;line-height:30px;font-weight:600">
        <Outside text={report.title} />
      </h1>
      <Muted text={scopeParts(report).join(' · ')} />
      {(report.banner ?? []).map((sentence) => (
        <p
          class="s-high"
          style={`margin:16px 0 0;padding:10px 14px;font-size:15px;line-height:22px;font-weight:600;background:${SEVERITY_LOOK.high.tint};color:${SEVERITY_LOOK.high.ink}`}
        >
          <Words sentence={sentence} figures={report.figures} />
        </p>
      ))}
      <p style="margin:16px 0 0;font-size:18px;line-height:26px">
        <Words sentence={report.answer} figures={report.figures} />
      </p>
    </Section>
  );
}

/** How to trace what stands above: the ids of the leading figures, and the snapshot that all of them came from. */
function Receipts({ report, options }: { readonly report: Report; readonly options: PageOptions }) {
  const ids = leadingFigures(report);
  return (
    <Section>
      <Heading text="Receipts" />
      <p style="margin:0;font-size:13px;line-height:19px">
        Every figure can be traced to its rows: <code>quarterdeck explain</code> and the figure’s id.
      </p>
      <Muted
        text={ids.map((id) => `${id} ${unbroken(figureText(figureOf(report.figures, id)))}`).join('; ')}
        size={12}
      />
      {options.limits.ids ? '' : <Muted text={`Ids of the figures in tables: ${jsonReport(report)}`} size={12} />}
      <Muted text={`Snapshot ${plain(report.snapshot)}`} size={12} />
    </Section>
  );
}

export function Page({ report, options }: { readonly report: Report; readonly options: PageOptions }) {
  return (
    <html lang="en">
      <Head report={report} />
      <body class="pg" style={`margin:0;padding:0;background:${INK.page}`}>
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">
          {sentenceText(report.answer, report.figures)}
          {raw(PREVIEW_END)}
        </div>
        <table class="pg" role="presentation" width="100%" cellpadding="0" cellspacing="0" bgcolor={INK.page}>
          <tr>
            <td align="center" style="padding:16px 0">
              {raw(OUTLOOK_OPEN)}
              <table
                class="cd t"
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                bgcolor={INK.card}
                style={`max-width:640px;table-layout:fixed;overflow-wrap:anywhere;background:${INK.card};color:${INK.text};text-align:left;${FONT}`}
              >
                <Opening report={report} />
                {report.blocks.map((block) => (
                  <Section>
                    {block.title === undefined ? '' : <Heading text={block.title} />}
                    <Body block={block} report={report} options={options} />
                  </Section>
                ))}
                <Receipts report={report} options={options} />
              </table>
              {raw(OUTLOOK_CLOSE)}
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

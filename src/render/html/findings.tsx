import type { Finding } from '../../model/finding.ts';
import { EMPTY, evidenceOf } from '../content.ts';
import { figureText } from '../numbers.ts';
import { plain } from '../outside.ts';
import { figureOf, type Figures } from '../sentence.ts';
import { SEVERITY_LOOK } from '../severity.ts';
import { INK } from './style.ts';
import { Muted, Outside, unbroken, Words } from './words.tsx';

const LINE = 'margin:6px 0 0;font-size:14px;line-height:20px';

function Chip({ finding }: { readonly finding: Finding }) {
  const { shape, word, ink, tint } = SEVERITY_LOOK[finding.severity];
  // Word ignores padding on a span: the spaces within give the chip its width there.
  return (
    <span
      class={`s-${finding.severity}`}
      style={`background:${tint};color:${ink};font-size:12px;font-weight:600;border-radius:4px;padding:2px 4px`}
    >
      {`\u00a0${shape}\u00a0${word}\u00a0`}
    </span>
  );
}

function Evidence({ ids, figures }: { readonly ids: readonly string[]; readonly figures: Figures }) {
  if (ids.length === 0) return <></>;
  return (
    <p class="m" style={`margin:6px 0 0;font-size:13px;line-height:19px;color:${INK.muted}`}>
      {'Evidence: '}
      {ids.map((id, at) => `${at === 0 ? '' : '; '}${id}\u00a0${unbroken(figureText(figureOf(figures, id)))}`)}
    </p>
  );
}

function Card({ finding, figures }: { readonly finding: Finding; readonly figures: Figures }) {
  const { ink } = SEVERITY_LOOK[finding.severity];
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 12px">
      <tr>
        <td class={`e-${finding.severity}`} width="4" style={`width:4px;background:${ink};font-size:1px`}>
          &nbsp;
        </td>
        <td class="l" style={`padding:12px 16px;border:1px solid ${INK.line};border-left:0`}>
          <p class="m" style={`margin:0;font-size:12px;line-height:20px;color:${INK.muted}`}>
            <Chip finding={finding} /> <Outside text={finding.entity} /> · <Outside text={finding.title} />
          </p>
          <h3 style="margin:6px 0 0;font-size:16px;line-height:22px;font-weight:600">
            <Words sentence={finding.claim} figures={figures} />
          </h3>
          <p style={LINE}>
            <b>Do: </b>
            <Words sentence={finding.fix} figures={figures} />
          </p>
          <p style={LINE}>
            <b>Why: </b>
            <Outside text={finding.why} />
          </p>
          <Evidence ids={evidenceOf(finding)} figures={figures} />
          <Muted
            text={`Effort: ${finding.effort} · ${plain(finding.standard)} · finding ${plain(finding.id)}`}
            size={12}
          />
        </td>
      </tr>
    </table>
  );
}

export function Findings({ findings, figures }: { readonly findings: readonly Finding[]; readonly figures: Figures }) {
  if (findings.length === 0) return <Muted text={EMPTY.findings} />;
  return (
    <>
      {findings.map((finding) => (
        <Card finding={finding} figures={figures} />
      ))}
    </>
  );
}

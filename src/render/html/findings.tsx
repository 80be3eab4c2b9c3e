import type { Finding } from '../../model/finding.ts';
import { canWait, EMPTY, entityText, evidenceOf, lifeText, stakeText } from '../content.ts';
import { figureText } from '../numbers.ts';
import { figureOf, type Figures } from '../sentence.ts';
import { SEVERITY_LOOK } from '../severity.ts';
import { INK } from './style.ts';
import { Muted, Outside, unbroken, Words } from './words.tsx';

const LINE = 'margin:6px 0 0';
const URGENT = 'margin:6px 0 0;font-size:16px;line-height:22px;font-weight:600';
const WAITING = 'margin:4px 0 0;font-size:14px;line-height:20px;font-weight:600';

function Chip({ finding }: { readonly finding: Finding }) {
  const { shape, word, ink, tint } = SEVERITY_LOOK[finding.severity];
  // Word ignores padding on a span: the spaces within give the chip its width there.
  return (
    <span class={`s-${finding.severity}`} style={`background:${tint};color:${ink};font-weight:600;border-radius:4px`}>
      {`\u00a0${shape}\u00a0${word}\u00a0`}
    </span>
  );
}

/** The small print: what proves the claim, what it takes to mend it, which rule says so, and the id to answer with. */
function Proof({ finding, figures }: { readonly finding: Finding; readonly figures: Figures }) {
  const ids = evidenceOf(finding).map((id) => `${id}\u00a0${unbroken(figureText(figureOf(figures, id)))}`);
  return (
    <p class="m" style={`margin:8px 0 0;font-size:12px;line-height:18px;color:${INK.muted}`}>
      {ids.length === 0 ? '' : `Evidence: ${ids.join('; ')}`}
      {ids.length === 0 ? '' : <br />}
      <Outside text={`Effort: ${finding.effort} · ${finding.standard} · finding ${finding.id}`} />
    </p>
  );
}

interface CardProps {
  readonly finding: Finding;
  readonly figures: Figures;
  /** The finding before it, of the same check, has said why it matters and what to do. */
  readonly told: boolean;
}

function Motive({ finding, figures, told }: CardProps) {
  if (told) return <Proof finding={finding} figures={figures} />;
  return (
    <>
      <p style={LINE}>
        <b>Why: </b>
        <Outside text={finding.why} />
      </p>
      <Proof finding={finding} figures={figures} />
    </>
  );
}

function Remedy({ finding, figures }: { readonly finding: Finding; readonly figures: Figures }) {
  return (
    <p style={LINE}>
      <b>Do: </b>
      <Words sentence={finding.fix} figures={figures} />
    </p>
  );
}

/** Money, and whose it is: what a reader decides by. */
function Stake({ finding, figures }: { readonly finding: Finding; readonly figures: Figures }) {
  const stake = stakeText(finding, figures);
  const { owner } = finding;
  if (stake === '' && owner === undefined) return <></>;
  return (
    <p style={LINE}>
      {stake === '' ? (
        ''
      ) : (
        <>
          <b>At stake: </b>
          <Outside text={stake} />
        </>
      )}
      {stake === '' || owner === undefined ? '' : ' · '}
      {owner === undefined ? (
        ''
      ) : (
        <>
          <b>Owner: </b>
          <Outside text={owner} />
        </>
      )}
    </p>
  );
}

function Id({ finding }: { readonly finding: Finding }) {
  return (
    <p class="m" style={`margin:4px 0 0;font-size:12px;line-height:18px;color:${INK.muted}`}>
      <Outside text={`finding ${finding.id}`} />
    </p>
  );
}

function Card({ finding, figures, told }: CardProps) {
  const { ink } = SEVERITY_LOOK[finding.severity];
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 12px">
      <tr>
        <td class={`e-${finding.severity}`} width="4" style={`width:4px;background:${ink};font-size:1px`}>
          &nbsp;
        </td>
        <td
          class="l"
          style={`padding:12px 16px;border:1px solid ${INK.line};border-left:0;font-size:14px;line-height:20px`}
        >
          <p class="m" style={`margin:0;font-size:12px;line-height:20px;color:${INK.muted}`}>
            <Chip finding={finding} /> <Outside text={[entityText(finding), finding.title].join(' · ')} />
            {lifeText(finding) === '' ? '' : <b>{` · ${lifeText(finding)}`}</b>}
          </p>
          <h3 style={canWait(finding) ? WAITING : URGENT}>
            <Words sentence={finding.claim} figures={figures} />
          </h3>
          {told ? '' : <Remedy finding={finding} figures={figures} />}
          <Stake finding={finding} figures={figures} />
          {canWait(finding) ? <Id finding={finding} /> : <Motive finding={finding} figures={figures} told={told} />}
        </td>
      </tr>
    </table>
  );
}

/** Findings of one check on several entities say once what to do. */
function saysTheSame(before: Finding | undefined, finding: Finding): boolean {
  return before?.check === finding.check && JSON.stringify(before.fix) === JSON.stringify(finding.fix);
}

export function Findings({ findings, figures }: { readonly findings: readonly Finding[]; readonly figures: Figures }) {
  if (findings.length === 0) return <Muted text={EMPTY.findings} />;
  return (
    <>
      {findings.map((finding, at) => (
        <Card finding={finding} figures={figures} told={saysTheSame(findings[at - 1], finding)} />
      ))}
    </>
  );
}

import type { Funnel, FunnelStep } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import { quote, say, term } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** Redirects that one call to action may take. */
const REDIRECTS = 2;

/** WEB-05: the way from the start page to buying breaks off: a dead link or form, nothing but mail, a round trip. */
export const brokenFunnel = check({
  id: 'WEB-05',
  role: 'CMO',
  title: 'The way to buying is broken',
  why: 'Whoever wants to buy and cannot buys elsewhere, and nobody hears of it.',
  fix: say`Mend the step, then walk the way to its end once a month.`,
  effort: 'hours',
  standard: 'Lighthouse http-status-code',
  needs: ['site'],
  run({ site: { entities } }) {
    const funnels = entities.flatMap((entity) => entity.funnels);
    const claims = funnels.flatMap((funnel) => [
      ...funnel.steps.flatMap((step) => stepClaims(funnel, step)),
      ...mailOnly(funnel),
    ]);
    const blind = funnels.some(({ end }) => end === 'unseen' || end === 'none');
    return claims.length === 0 && blind ? 'not-seen' : claims;
  },
});

function pathOf(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname : address;
}

/** `/ → “Get a quote” → /quote/` */
function trailOf({ start }: Funnel, { trail, page }: FunnelStep): string {
  return [pathOf(start), ...trail.map((words) => `“${words}”`), ...(trail.length > 0 ? [pathOf(page)] : [])].join(
    ' → ',
  );
}

function stepClaims(funnel: Funnel, step: FunnelStep): Claim[] {
  const { of, broken, walked } = funnel;
  const { link, page, state, redirects, reached } = step;
  const common = { entity: of.entity.id, subject: `${pathOf(page)} → ${link.target || 'no address'}` };
  const place = quote(`${link.file}:${link.line}`);
  const where = say`${quote(of.entity.name)}: on the way ${quote(trailOf(funnel, step))}`;
  if (state === 'broken') {
    const evidence = [broken.id, walked.id, ...(redirects ? [redirects.id] : [])];
    const claim = say`${where}, ${saysOf(step)} ${endOf(step)} (${place}).`;
    return [{ ...common, severity: 'critical', claim, evidence, size: broken.id }];
  }
  if (!redirects || (reached?.redirects.length ?? 0) < REDIRECTS) return [];
  const claim = say`${where}, ${saysOf(step)} takes ${redirects} to get there (${place}).`;
  return [{ ...common, severity: 'medium', claim, evidence: [redirects.id, walked.id], size: redirects.id }];
}

function saysOf({ link }: FunnelStep): Sentence {
  const words = link.text === '' ? say`` : say` ${quote(`“${link.text}”`)}`;
  return link.kind === 'form' ? say`the form${words}` : say`the link${words}`;
}

function endOf({ link, reached }: FunnelStep): Sentence {
  if (/^#?$/.test(link.target)) return link.kind === 'form' ? say`has no address to send to` : say`leads nowhere`;
  const verb = link.kind === 'form' ? 'sends to' : 'leads to';
  const status = reached?.status;
  if (status !== undefined && status >= 400)
    return say`${verb} ${quote(link.target)}, which answers ${term(`HTTP ${status}`)}`;
  if (reached && reached.redirects.length > 0) return say`${verb} ${quote(link.target)}, which redirects to no page`;
  return say`${verb} ${quote(link.target)}, which is no page of the site`;
}

function mailOnly({ of, end, walked, start }: Funnel): Claim[] {
  if (end !== 'mail-only') return [];
  const claim = say`${quote(of.entity.name)}: from ${quote(pathOf(start))} a visitor who wants to buy can only write a mail.`;
  return [
    {
      entity: of.entity.id,
      subject: `${pathOf(start)} → mail only`,
      severity: 'medium',
      claim,
      evidence: [walked.id],
      fix: say`Put a form or a payment link at the end of the way; a mail asks the visitor to think of everything.`,
    },
  ];
}

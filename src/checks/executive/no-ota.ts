import type { Channel, EntityChannels } from '../../analysis/index.ts';
import { compare } from '../../core/decimal.ts';
import type { Sentence } from '../../model/finding.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CH-02: a charter is on none of the booking sites where travellers look. */
export const noOta = check({
  id: 'CH-02',
  role: 'CEO',
  title: 'No OTA listing',
  why: 'Travellers who do not know the yacht look for one on booking sites.',
  fix: say`List on the one that leaves most of the price first.`,
  effort: 'days',
  standard: 'Order by price less fee, and by what each site asks for',
  needs: ['channels'],
  run({ channels: { entities } }) {
    const told = entities.filter(({ of, otas }) => of.entity.kind === 'yacht-charter' && isTold(otas));
    const none = told.filter(({ otas }) => otas.every(({ listed }) => listed === 'no'));
    return told.length === 0 ? 'not-seen' : none.map(claimOf);
  },
});

/** One listing settles it; without any, each must be answered. */
function isTold(otas: readonly Channel[]): boolean {
  return (
    otas.some(({ listed }) => listed === 'yes') || (otas.length > 0 && otas.every(({ listed }) => listed === 'no'))
  );
}

function claimOf({ of, otas, number }: EntityChannels): Claim {
  const nets = otas.flatMap(({ net }) => net?.id ?? []);
  return {
    entity: of.entity.id,
    subject: 'ota',
    severity: 'high',
    claim: say`${quote(of.entity.name)} is listed on none of these: ${quote(otas.map(({ name }) => name).join(', '))}.`,
    evidence: [number.id, ...nets],
    fix: order(otas),
  };
}

/** By what they leave of the price, then those whose fee is not known, as the sheet has them. */
function order(otas: readonly Channel[]): Sentence {
  const ranked = otas.toSorted((a, b) => {
    if (!a.net?.value || !b.net?.value) return Number(!a.net?.value) - Number(!b.net?.value);
    return compare(b.net.value, a.net.value);
  });
  const known = ranked.some(({ net }) => net?.value);
  const parts = ranked.map(({ name, net }): Sentence =>
    net?.value ? say`${quote(name)} (leaves ${net} of a sale)` : say`${quote(name)}`,
  );
  const list = parts.flatMap((part, at): Sentence => (at === 0 ? part : [...say`, `, ...part]));
  return known
    ? say`List in this order, by what is left of the price: ${list}.`
    : say`List on these; write each one’s fee into the sheet to know which leaves most: ${list}.`;
}

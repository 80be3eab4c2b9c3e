import type { DocumentSpec, Entity } from '../../model/portfolio.ts';

export type PaperKind = DocumentSpec['kind'];

/**
 * Papers without which a business of a kind should not open its doors. Cover against liability is asked of every
 * company; a vessel must be registered to sail, and waste may be hauled, and food sold, only under a licence.
 */
export const REQUIRED_PAPERS: Readonly<Record<Entity['kind'], readonly PaperKind[]>> = {
  'yacht-charter': ['insurance', 'registration'],
  events: ['insurance'],
  'junk-removal': ['insurance', 'licence'],
  'web-agency': ['insurance'],
  'rental-property': ['insurance'],
  'yacht-delivery': ['insurance'],
  'client-billing': [],
  bakery: ['insurance', 'licence'],
  saas: ['insurance'],
  other: [],
};

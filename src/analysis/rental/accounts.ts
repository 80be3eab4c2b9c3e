import { plainName } from './scene.ts';

/**
 * What an expense account is to a property's income. Net operating income takes operating costs alone: debt service,
 * depreciation, tax on income and capital improvements come after it (CCIM; IREM).
 */
export type CostClass = 'operating' | 'debt' | 'depreciation' | 'income-tax' | 'capital';

/** Parts of account names, in small letters without accents: English, German, French, Spanish. */
const WORDS: readonly (readonly [Exclude<CostClass, 'operating'>, RegExp])[] = [
  ['depreciation', /depreciation|amorti[sz]ation|abschreibung|\bafa\b|amortissement|depreciacion/],
  [
    'income-tax',
    /income tax|franchise tax|einkommens?teuer|korperschaftsteuer|impots? sur le revenu|impuesto sobre la renta/,
  ],
  ['capital', /\bcapital|\bcapex\b|capital improvement|modernisierung/],
  ['debt', /interest|\bzins|interet|\binteres|mortgage|\bloan|darlehen|hypothek|emprunt|hipoteca|prestamo/],
];

/** Not what is paid to the lender for the debt, whatever the account is called besides. */
const INSURANCE = /insurance|versicherung|assurance|seguro/;

export function costClass(account: string): CostClass {
  const name = plainName(account);
  const [found = 'operating'] = WORDS.find(([, words]) => words.test(name)) ?? [];
  return found === 'debt' && INSURANCE.test(name) ? 'operating' : found;
}

const DEBT = /mortgage|\bloan|darlehen|hypothek|emprunt|\bpret\b|hipoteca|prestamo/;
const DEPOSIT = /deposit|kaution|caution|depot de garantie|fianza/;

/** A liability account of money that was borrowed for the property. */
export function isDebt(account: string): boolean {
  const name = plainName(account);
  return name.startsWith('liabilities:') && DEBT.test(name) && !DEPOSIT.test(name);
}

/** A liability account that holds tenants' deposits, by its name. */
export function isDepositAccount(account: string): boolean {
  const name = plainName(account);
  return name.startsWith('liabilities:') && DEPOSIT.test(name);
}

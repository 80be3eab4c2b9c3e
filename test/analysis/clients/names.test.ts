import { describe, expect, it } from 'vitest';
import { clientKey, formsDiffer, nearlyAlike } from '../../../src/analysis/clients/names.ts';

describe('names of clients', () => {
  it.each([
    ['Bluefin Marine, LLC', 'BLUEFIN-MARINE'],
    ['Acme Inc.', 'acme'],
    ['Acme, L.L.C.', 'ACME Ltd'],
    ['Müller & Söhne GmbH & Co. KG', 'MULLER AND SOHNE'],
    ['Straße UG (haftungsbeschränkt)', 'Strasse'],
    ['O’Brien Sp. z o.o.', "O'Brien"],
    ['Café Rosé S.à r.l.', 'Cafe Rose'],
  ])('%s and %s are one', (one, other) => {
    expect(clientKey(one)).toBe(clientKey(other));
  });

  it.each([
    ['Limited', 'limited'],
    ['Company LLC', 'company'],
    ['株式会社 LLC', '株式会社'],
    [' — ', ''],
  ])('%s has the key "%s"', (name, key) => {
    expect(clientKey(name)).toBe(key);
  });

  it.each([
    ['Bluefin', 'Bluefin Marine'],
    ['Muller', 'Mueller'],
    ['Harborlight', 'Habrorlight'],
    ['Cedar Labs', 'Ceder Lab'],
  ])('%s and %s are nearly alike, and two', (one, other) => {
    expect([nearlyAlike(one, other), nearlyAlike(other, one)]).toEqual([true, true]);
    expect(clientKey(one)).not.toBe(clientKey(other));
  });

  it.each([
    ['Acme LLC', 'Acme Inc'],
    ['Pier 38', 'Pier 39'],
    ['North Pier', 'North Park'],
    ['Ada', 'Ida'],
  ])('%s and %s are not', (one, other) => {
    expect(nearlyAlike(one, other)).toBe(false);
  });

  it('one name with two legal forms may be two companies', () => {
    expect(formsDiffer(['Acme LLC', 'ACME', 'Acme, Inc.'])).toBe(true);
    expect(formsDiffer(['Acme LLC', 'ACME L.L.C.', 'Acme'])).toBe(false);
  });
});

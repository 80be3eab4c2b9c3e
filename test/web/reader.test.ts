import { expect, it } from 'vitest';
import type { ReportType } from '../../src/http/contract/report.ts';
import { isOwnPage, readerChoices, reportAsked, reportChoices } from '../../web/src/pages/reader/choices.ts';

function report(type: string, more: Partial<ReportType> = {}): ReportType {
  return { type, title: `${type} report`, audience: '', kind: 'executive', recipients: [], bcc: [], ...more };
}

const CFO = report('cfo');
const RENTAL = report('rental', { kind: 'domain' });
const OWN = report('harbour', { kind: 'own', broken: 'no such table' });

it('groups the reports by kind, and leaves out kinds without any', () => {
  expect(reportChoices([RENTAL, CFO]).map(({ label }) => label)).toEqual([
    'Executive reports',
    'Reports of a business',
  ]);
});

it('lets nobody choose a report with mistakes', () => {
  expect(reportChoices([OWN])[0]?.options).toEqual([
    { value: 'harbour', label: 'harbour report (has mistakes)', disabled: true },
  ]);
  expect(reportAsked('?report=harbour', [OWN, CFO])).toBe(CFO);
  expect(reportAsked('', [OWN])).toBeUndefined();
});

it('opens the report that the address names, else the first', () => {
  expect(reportAsked('?report=rental', [CFO, RENTAL])).toBe(RENTAL);
  expect(reportAsked('?report=nothing', [CFO, RENTAL])).toBe(CFO);
});

it('has each address once, and those who get no mail at present', () => {
  const recipients = [
    { email: 'ann@example.com', name: 'Ann', list: 'owner' },
    { email: 'Ann@example.com', name: 'Ann', list: 'books' },
    { email: 'ben@example.com', suppressed: 'bounced' },
  ];
  expect(readerChoices({ recipients }).map(({ label }) => label)).toEqual([
    'Ann <ann@example.com>',
    'ben@example.com (gets no mail)',
  ]);
});

it('frames pages of this server only', () => {
  const origin = 'https://reports.example.com';
  expect(isOwnPage('/view/abc', origin)).toBe(true);
  expect(isOwnPage('//evil.example.com/view/abc', origin)).toBe(false);
  expect(isOwnPage('https://evil.example.com/view/abc', origin)).toBe(false);
  expect(isOwnPage('javascript:alert(1)', origin)).toBe(false);
  expect(isOwnPage('/view/../api/figures', origin)).toBe(false);
  expect(isOwnPage('/', origin)).toBe(false);
});

import { paper, unterlage } from '../lib/sheet.mjs';

/** What is on file of each company. */
export function papers() {
  const held = 'Marlene hält alle Anteile.';
  return new Map([
    ['unterlagen/w9-nora.txt', 'Stands for the scan of a Form W-9 that Nora signed on 2024-03-28. The example needs only that it is there.\n'],
    ['unterlagen/lindenhof/haftpflicht.txt', unterlage({ title: 'Versicherungsschein Betriebshaftpflicht', by: 'Rhein-Assekuranz', to: 'Bäckerei Lindenhof', number: 'BH-40417', issued: '02.01.2026', ends: '31.12.2026' })],
    ['unterlagen/lindenhof/handwerksrolle.txt', unterlage({ title: 'Eintragung in die Handwerksrolle', by: 'Handwerkskammer Musterstadt', to: 'Bäckerei Lindenhof', number: 'HR-1184', issued: '11.03.2011' })],
    ['unterlagen/lindenhof/lebensmittelkontrolle.txt', unterlage({ title: 'Bericht der Lebensmittelkontrolle', by: 'Stadt Musterstadt', to: 'Bäckerei Lindenhof', number: 'LK-2025-207', issued: '18.11.2025', words: ['Ohne Beanstandung.'] })],
    ['unterlagen/lindenhof/inhaberschaft.txt', unterlage({ title: 'Gesellschaftsvertrag', by: 'Notariat am Markt', to: 'Bäckerei Lindenhof', number: 'UR 311/2011', issued: '04.03.2011', words: [held] })],
    ['unterlagen/canal/assurance.txt', paper({ title: 'Police d’assurance exploitation', by: 'Assurances Senne', to: 'Boulangerie du Canal SRL', number: 'AE-90211', issued: '2026-01-01', ends: '2026-12-31' })],
    ['unterlagen/canal/autorisation-afsca.txt', paper({ title: 'Autorisation', by: 'AFSCA', to: 'Boulangerie du Canal SRL', number: '2.211.884', issued: '2022-06-14' })],
    ['unterlagen/canal/statuts.txt', paper({ title: 'Statuts et registre des parts', by: 'Notaire', to: 'Boulangerie du Canal SRL', number: 'R 2022/118', issued: '2022-05-30', words: ['Marlene: 60 parts. Jules: 40 parts.'] })],
    ['unterlagen/ofenplan/eo-policy.txt', paper({ title: 'Certificate of insurance, errors and omissions', by: 'Hartford', to: 'Ofenplan Inc.', number: 'EO-55120', issued: '2025-10-01', ends: '2026-09-30' })],
    ['unterlagen/ofenplan/certificate-of-incorporation.txt', paper({ title: 'Certificate of incorporation', by: 'State of Delaware', to: 'Ofenplan Inc.', number: '7710248', issued: '2023-02-21' })],
    ['unterlagen/ofenplan/stock-ledger.txt', paper({ title: 'Stock ledger', by: 'Ofenplan Inc.', to: 'Marlene', number: 'CS-1', issued: '2023-02-21', words: ['Marlene: 1,000 of 1,000 shares.'] })],
    ['unterlagen/weststadt/gebaeudeversicherung.txt', unterlage({ title: 'Versicherungsschein Wohngebäude und Haftpflicht', by: 'Rhein-Assekuranz', to: 'Marlene', number: 'WG-7733', issued: '02.01.2026', ends: '31.12.2026' })],
    ['unterlagen/weststadt/grundbuch.txt', unterlage({ title: 'Auszug aus dem Grundbuch', by: 'Amtsgericht Musterstadt', to: 'Marlene', number: 'Blatt 4118', issued: '09.02.2024', words: [held] })],
  ]);
}

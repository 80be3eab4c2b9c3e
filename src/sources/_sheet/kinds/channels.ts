import { choice, decimal, keys, text, yesNo } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** Where an entity sells, and how far each channel is set up. */
export const channels: SheetKind = {
  kind: 'channels',
  table: 'channels',
  record: 'a channel',
  fields: {
    channel: text(
      'channel, channel name, sales channel, platform, marketplace, ota, kanal, vertriebskanal, plattform, canal, canal de venta, plateforme, name',
    ),
    kind: choice(
      {
        direct: 'direct, own, own site, website, phone, walk in, direkt, eigene website, directo, en direct',
        ota: 'ota, marketplace, online travel agency, travel agency, aggregator, marktplatz, buchungsportal, portal, agencia',
        search: 'search, seo, sem, ads, paid search, maps, local search, google, suche, busqueda, recherche',
        social: 'social, social media, soziale medien, redes sociales, reseaux sociaux',
        email: 'email, e mail, newsletter, mailing list, correo',
        referral:
          'referral, referrals, partner, affiliate, word of mouth, empfehlung, empfehlungen, recomendacion, recommandation',
        '': 'other, sonstige, sonstiges, otro, autre',
      },
      'kind, type, channel type, art, tipo, genre',
    ),
    listed: yesNo(
      'listed, live, active, online, present, claimed, gelistet, eingetragen, aktiv, listado, publicado, publie, en ligne',
    ),
    url: text('url, link, listing, listing url, web address, address, adresse, enlace, lien'),
    priced: yesNo(
      'priced, prices, prices shown, price shown, preise, preise gezeigt, precios, con precio, prix, prix affiches',
    ),
    calendar: yesNo(
      'calendar, calendar synced, calendar sync, availability, kalender, verfugbarkeit, calendario, disponibilidad, calendrier',
    ),
    tracked: yesNo(
      'tracked, tracking, conversion tracking, utm, measured, gemessen, verfolgt, seguimiento, medido, suivi, mesure',
    ),
    fee_percent: decimal(
      'fee percent, fee, fees, commission, commission percent, commission rate, take rate, gebuhr, gebuhr prozent, provision, comision, taux de commission',
    ),
    note: text('note, notes, comment, comments, remark, remarks, notiz, bemerkung, nota, notas, remarque'),
  },
  columns: [['channel']],
  cells: [['channel']],
  tells: [
    ['channel', 'listed'],
    ['channel', 'calendar'],
    ['channel', 'tracked'],
  ],
  never: keys('date, amount, total, datum, betrag, customer, client, email address'),
  key: 'channel',
};

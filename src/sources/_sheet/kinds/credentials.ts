import { day, keys, text } from '../field.ts';
import { headingKey } from '../../_table/heading-key.ts';
import { wordsIn, type Cells, type SheetKind } from '../kind.ts';

/** Words by which a paper is of a kind; the first list with one of them counts. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['medical', /\b(?:medical|eng1|eng 1|health|arzt\w*|seediensttauglich\w*|medico|medicale?|tauglichkeit\w*)\b/],
  ['passport', /\b(?:passport|reisepass|pasaporte|passeport)\b/],
  [
    'insurance',
    /\b(?:insurance|hull|liability|p i|cover|policy|versicherung\w*|\w*versicherung|haftpflicht|kasko|seguro|poliza|assurance)\b/,
  ],
  [
    'registration',
    /\b(?:registration|registry|documentation|zulassung|registrierung|schiffsbrief|flaggenzertifikat|matricula|registro|immatriculation)\b/,
  ],
  [
    'licence',
    /\b(?:licen[cs]es?|licensed|credential|mmc|captains? card|certificate of competency|coc|yachtmaster|ticket|schein|fuhrerschein|patent|\w*schein|\w*patent|licencia|titulo|permis|brevet)\b/,
  ],
];

const kindOf = (words: string): string => KINDS.find(([, pattern]) => pattern.test(headingKey(words)))?.[0] ?? '';

function row(cells: Cells): Cells {
  const [said, title] = [wordsIn(cells, 'kind'), wordsIn(cells, 'title')];
  const kind = kindOf(said);
  return { kind: kind === '' ? kindOf(title) : kind, title: title === '' ? said : title };
}

/** Papers with an end, of a person or of a vessel. */
export const credentials: SheetKind = {
  kind: 'credentials',
  table: 'credentials',
  record: 'a paper',
  fields: {
    holder: text(
      'holder, person, crew, crew member, captain, skipper, employee, vessel, yacht, boat, name, inhaber, inhaberin, besatzung, kapitan, schiff, titular, titulaire',
    ),
    kind: text(
      'kind, type, document type, credential type, category, art, dokumentart, tipo, tipo de documento, genre',
    ),
    title: text(
      'title, document, credential, certificate, licence, license, paper, description, dokument, nachweis, urkunde, schein, bezeichnung, documento, certificado, certificat',
    ),
    issued: day(
      'issued, issued on, issue date, date issued, ausgestellt, ausgestellt am, expedido, fecha de emision, delivre le',
    ),
    expires: day(
      'expires, expires on, expiry, expiry date, expiration, expiration date, valid until, valid to, ends, gultig bis, ablauf, ablaufdatum, lauft ab, vence, vencimiento, caduca, caducidad, expire, expire le, valable jusqu au',
    ),
  },
  columns: [['holder'], ['kind', 'title'], ['expires']],
  cells: [['holder'], ['kind', 'title']],
  tells: [
    ['holder', 'kind', 'expires'],
    ['holder', 'title', 'expires'],
  ],
  never: keys('amount, total, price, rent, rate, betrag, preis, miete, status, client, customer'),
  spans: [['issued', 'expires']],
  row,
};

import type { FactMap, Paper } from '../../analysis/index.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { figure, label, left, quoted, right, whenSeen } from '../_cells.ts';

const NONE = label('–');

/** What each business owns. */
export function assetsTable({ assets }: FactMap): Block {
  return whenSeen(assets, 'assets', 'Assets', ({ assets: all, total }) => ({
    kind: 'table',
    id: 'assets',
    title: 'Assets',
    columns: [...left('Business', 'Asset'), ...right('Value'), ...left('Valued on', 'Papers')],
    rows: [
      ...all.map((asset): TableRow => ({
        cells: [
          label(asset.of.entity.name),
          quoted(`${asset.name}, ${asset.kind}`),
          figure(asset.value),
          asset.valued === undefined ? NONE : { kind: 'date', date: asset.valued },
          held(asset.documents),
        ],
      })),
      { cells: [label('All that are valued'), label(''), figure(total), label(''), label('')], total: true },
    ],
  }));
}

function held(papers: readonly Paper[]): CellValue {
  return papers.length === 0
    ? label('none declared')
    : quoted(papers.map((paper) => (paper.held ? paper.title : `${paper.title} (no file)`)).join(', '));
}

/** Who holds what, and which paper says so. */
export function equityTable({ equity }: FactMap): Block {
  return whenSeen(equity, 'equity', 'Ownership', ({ entities }) => ({
    kind: 'table',
    id: 'equity',
    title: 'Ownership',
    columns: [...left('Business', 'Holder'), ...right('Share'), ...left('Since', 'Document')],
    rows: entities.flatMap(({ of, holders }): TableRow[] =>
      holders.length === 0
        ? [{ cells: [label(of.entity.name), { kind: 'unknown', why: 'no holder is declared' }, NONE, NONE, NONE] }]
        : holders.map(({ name, share, since, document, held: there }) => ({
            cells: [
              label(of.entity.name),
              quoted(name),
              figure(share),
              since === undefined ? NONE : { kind: 'date', date: since },
              document === undefined ? label('none') : quoted(there ? document : `${document} (no file)`),
            ],
          })),
    ),
  }));
}

/** On whom the businesses hang. */
export function keyPersonsTable({ keyPersons }: FactMap): Block {
  return whenSeen(keyPersons, 'key-persons', 'Key persons', ({ persons }) => ({
    kind: 'table',
    id: 'key-persons',
    title: 'Key persons',
    columns: left('Person', 'Business', 'Critical roles', 'Deputy'),
    rows: persons.flatMap(({ name, roles }) =>
      roles.map(({ entity, role, deputy }): TableRow => ({
        cells: [label(name), label(entity.name), quoted(role), deputy === undefined ? label('none') : quoted(deputy)],
      })),
    ),
  }));
}

const STATES = {
  valid: 'on file',
  absent: 'missing',
  'no-file': 'its file is missing',
  ended: 'ended',
  ending: 'ends soon',
} as const;

/** The papers of each business: first those that its kind asks for, then the others. */
export function certificatesTable({ certificates }: FactMap): Block {
  return whenSeen(certificates, 'certificates', 'Certificates', ({ entities }) => ({
    kind: 'table',
    id: 'certificates',
    title: 'Certificates',
    columns: left('Business', 'Kind', 'Title', 'State', 'Ends on'),
    rows: entities.flatMap(({ of, papers, required }) => {
      const row = (kind: string, paper: Paper | undefined, state: string): TableRow => ({
        cells: [
          label(of.entity.name),
          label(kind),
          paper ? quoted(paper.title) : NONE,
          label(state),
          paper?.expires === undefined ? NONE : { kind: 'date', date: paper.expires },
        ],
      });
      const asked = new Set(required.map(({ paper }) => paper));
      return [
        ...required.map(({ kind, paper, state }) => row(kind, paper, STATES[state])),
        ...papers
          .filter((paper) => !asked.has(paper))
          .map((paper) => row(paper.kind, paper, paper.held ? 'on file' : STATES['no-file'])),
      ];
    }),
  }));
}

import type { Coverage } from '../../api/contract.ts';
import { count, dayText, Note, Panel, Scroll, useInTurn } from '../../ui/index.ts';
import { columnsOf, monthName, monthText, timelineOf, yearsOf, type Month } from './months.ts';

/** So many fit a page; what lies before is said in words. */
const MOST = 24;

/** The months on file of each business. A month that is not on file is not known: its cell says so, and is never empty. */
export function Timeline({ coverage: { entities, asOf } }: { readonly coverage: Coverage }) {
  const columns = columnsOf(entities, asOf, MOST);
  const made = useInTurn(entities.length, { first: 2, step: 1 });
  return (
    <Panel title="Months on file">
      <p class="max-w-[68ch] text-quiet">
        A month counts when every account of the business has all of it. <Key />
      </p>
      <Scroll label="Months on file, by business" atEnd>
        <table class="border-collapse text-sm">
          <caption class="sr-only">Months on file, by business</caption>
          <thead>
            <tr>
              <th
                scope="col"
                rowSpan={2}
                class="sticky start-0 z-1 bg-panel pe-3 text-start align-bottom font-semibold text-quiet"
              >
                Business
              </th>
              {yearsOf(columns).map(({ year, months }) => (
                <th key={year} scope="colgroup" colSpan={months} class="border-s border-line px-1.5 text-start">
                  {year}
                </th>
              ))}
            </tr>
            <tr>
              {columns.map((month) => (
                <th key={month} scope="col" class="px-1 py-1 text-center text-xs font-normal text-quiet">
                  {monthName(month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entities.slice(0, made).map((entity) => (
              <tr key={entity.id} class="border-t border-line">
                <th scope="row" class="sticky start-0 z-1 w-36 min-w-28 bg-panel py-2 pe-3 text-start sm:w-auto">
                  <span class="block font-semibold">{entity.name}</span>
                  <span class="block text-xs font-normal text-quiet">{reach(entity)}</span>
                </th>
                {timelineOf(entity, columns).map((month) => (
                  <Cell key={month.month} month={month} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {entities.some(({ from }) => from !== undefined && from < (columns[0] ?? '')) ? (
        <p class="text-sm text-quiet">The last {count(MOST)} months are shown; the names say where each begins.</p>
      ) : null}
      {entities.length === 0 ? <Note tone="plain">No business is declared as of {dayText(asOf)}.</Note> : null}
    </Panel>
  );
}

function reach({ from, to }: Coverage['entities'][number]): string {
  return from === undefined || to === undefined || from > to
    ? 'no whole month on file'
    : `${monthText(from)} – ${monthText(to)}`;
}

const Cell = ({ month: { onFile } }: { readonly month: Month }) => (
  <td class="p-0.5 text-center">
    {onFile ? <Filled /> : <Unknown />}
    <span class="sr-only">{onFile ? 'on file' : 'not known'}</span>
  </td>
);

const Filled = () => (
  <span
    aria-hidden="true"
    class="mx-auto block h-6 w-7 rounded-sm border [print-color-adjust:exact] border-accent bg-accent"
  />
);

const Unknown = () => (
  <span
    aria-hidden="true"
    class="mx-auto block h-6 w-7 rounded-sm border [print-color-adjust:exact] border-dashed border-edge text-center leading-5.5 text-quiet"
  >
    ?
  </span>
);

const Key = () => (
  <span class="inline-flex flex-wrap items-center gap-x-4 gap-y-1 align-middle">
    <span class="inline-flex items-center gap-1.5">
      <Filled /> on file
    </span>
    <span class="inline-flex items-center gap-1.5">
      <Unknown /> not known
    </span>
  </span>
);

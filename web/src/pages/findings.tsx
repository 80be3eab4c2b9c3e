import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import { question, contract, useAnswer, useBridge } from '../api/index.ts';
import type { Finding, Findings } from '../api/contract.ts';
import { announce, Button, counted, Loaded, Note, Page, useUnfoldedOnPaper } from '../ui/index.ts';
import { FilterBar } from './findings/filter-bar.tsx';
import { filtered, NO_FILTERS, ownersOf, NOBODY, readFilters, writeFilters, type Filters } from './findings/filters.ts';
import { cardsOnPage, focusFinding, heirOf } from './findings/focus.ts';
import { List } from './findings/list.tsx';
import { NoteDialog } from './findings/note-dialog.tsx';
import type { Deed } from './findings/notes.ts';
import { NothingFound } from './findings/nothing-found.tsx';
import { useFindings, useNotes } from './findings/use-findings.ts';
import { useKeys } from './findings/use-keys.ts';
import { useOpened } from './findings/use-opened.ts';
import { answerOf, nothingFound } from './findings/words.ts';

/** @public Asked for before the page is drawn (shell/lazy.tsx). */
export const ahead = [
  question('/api/findings', contract.findings),
  question('/api/coverage', contract.coverage),
] as const;

export default function FindingsPage() {
  const answer = useFindings();
  const coverage = useAnswer('/api/coverage', contract.coverage);
  const [filters, setFilters] = useFilters();
  useUnfoldedOnPaper();
  const { data } = answer;
  const shown = data ? filtered(data.findings, filters) : [];
  const looked = coverage.data && { seen: coverage.data.seen, unseen: coverage.data.unseen.length };
  return (
    <Page
      title="Findings"
      asOf={data?.asOf}
      snapshot={data?.snapshot}
      answer={
        data && (data.findings.length === 0 && looked ? nothingFound(looked) : answerOf(shown, data.findings, filters))
      }
    >
      <Loaded answer={answer} what="the findings" lines={8}>
        {(found) =>
          found.findings.length === 0 ? (
            <NothingFound looked={looked} />
          ) : (
            <Found found={found} shown={shown} filters={filters} onFilter={setFilters} />
          )
        }
      </Loaded>
    </Page>
  );
}

/** What is asked for stands in the address. */
function useFilters(): [Filters, (filters: Filters) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  return [
    readFilters(search),
    (filters) => navigate(`${path}${writeFilters(filters)}${location.hash}`, { replace: true }),
  ];
}

interface FoundProps {
  readonly found: Findings;
  readonly shown: readonly Finding[];
  readonly filters: Filters;
  readonly onFilter: (filters: Filters) => void;
}

function Found({ found: { asOf, findings }, shown, filters, onFilter }: FoundProps) {
  const { user } = useBridge();
  const { write, refused } = useNotes();
  const [asking, setAsking] = useState<{ readonly action: Deed; readonly finding: Finding }>();
  const heirRef = useRef<string>();
  const opened = useOpened(findings, shown, () => onFilter(NO_FILTERS));
  // The same from one drawing to the next, as the cards that are given them.
  const ask = useCallback((action: Deed, finding: Finding): void => setAsking({ action, finding }), []);
  const retry = useCallback((): void => {
    if (refused) write(refused.request);
  }, [refused, write]);
  useKeys((action, id) => {
    const finding = findings.find((one) => one.id === id);
    if (finding && user.role === 'admin') ask(action, finding);
  });
  useSaid(shown.length);

  // What was acknowledged goes below with the button that was pressed: the focus goes on to the next.
  useEffect(() => {
    if (heirRef.current === undefined) return;
    focusFinding(heirRef.current);
    heirRef.current = undefined;
  }, [findings]);

  return (
    <>
      <FilterBar all={findings} filters={filters} onChange={onFilter} />
      {opened.missing === undefined ? null : (
        <Note tone="plain" role="status" title={`Finding ${opened.missing} is not there`}>
          Today’s sources do not show it: it was resolved, or it is of another portfolio.
        </Note>
      )}
      {shown.length === 0 ? (
        <Note tone="plain" title="No finding is like that">
          <p>{counted(findings.length, 'finding')} there are in all.</p>
          <div class="no-print pt-2">
            <Button small onClick={() => onFilter(NO_FILTERS)}>
              Show all findings
            </Button>
          </div>
        </Note>
      ) : (
        <List findings={shown} opened={opened.id} refused={refused} onAct={ask} onRetry={retry} />
      )}
      {asking === undefined ? null : (
        <NoteDialog
          {...asking}
          asOf={asOf}
          people={ownersOf(findings).flatMap(({ value }) => (value === NOBODY ? [] : [value]))}
          onClose={() => setAsking(undefined)}
          onWrite={(request) => {
            setAsking(undefined);
            if (request.action === 'acknowledge' || (request.action === 'snooze' && !asking.finding.life?.quiet))
              heirRef.current = heirOf(cardsOnPage(), request.which);
            if (request.action === 'reopen') heirRef.current = request.which;
            write(request);
          }}
        />
      )}
    </>
  );
}

/** Says how many are left, each time that the filters change it. */
function useSaid(shown: number): void {
  const beforeRef = useRef(shown);
  useEffect(() => {
    if (beforeRef.current !== shown) announce(`${counted(shown, 'finding')} shown`);
    beforeRef.current = shown;
  }, [shown]);
}

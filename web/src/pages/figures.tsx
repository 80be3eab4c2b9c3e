import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import { contract, useAnswer, usePages } from '../api/index.ts';
import { announce, counted, Empty, Link, Loaded, More, Page, Panel, Select, TextField } from '../ui/index.ts';
import { FigureList } from './figures/list.tsx';
import { askedIn, searchPath, type Asked } from './figures/trail.ts';
import { answerOfList } from './figures/words.ts';

/** As long as somebody types, nothing is asked. */
const TYPING_MS = 250;

/** Every figure of every report, by words; each opens its receipt. */
export default function FiguresPage() {
  useSearch();
  const [, go] = useLocation();
  const asked = askedIn(location.search);
  const ask = (more: Partial<Asked>): void =>
    go(searchPath({ ...askedIn(location.search), ...more }), { replace: true });
  const answer = usePages('/api/figures', contract.figures, {
    params: {
      q: asked.q || undefined,
      entity: asked.entity || undefined,
      known: asked.known || undefined,
      limit: 25,
    },
    keep: true,
  });
  const { data, isPlaceholderData: isOld } = answer;
  const [first] = data?.pages ?? [];
  useAnnounced(first && !isOld ? counted(first.of, 'figure') : undefined);

  return (
    <Page
      title="Figures"
      answer="Every figure of every report. Each one opens down to the rows, the formula or the declaration that it rests on."
      asOf={first?.asOf}
      snapshot={first?.snapshot}
      tools={<Search asked={asked} onAsk={ask} />}
    >
      <Panel>
        <Loaded answer={answer} what="the figures" lines={8}>
          {({ pages }) =>
            first?.of === 0 ? (
              <NoFigure asked={asked} />
            ) : (
              <div class="flows grid grid-cols-1 gap-4" aria-busy={isOld}>
                <p class="font-semibold">
                  {first && !isOld ? answerOfList(asked, first.of, first.unknown, first.asOf) : 'Searching…'}{' '}
                  {first && !isOld && first.unknown > 0 && first.unknown < first.of ? (
                    <Link to={searchPath({ ...asked, known: 'no' })}>See which, and why</Link>
                  ) : null}
                </p>
                <FigureList figures={pages.flatMap(({ figures }) => figures)} asOf={first?.asOf ?? ''} />
                <More pages={answer} what="figures" />
              </div>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

interface SearchProps {
  readonly asked: Asked;
  readonly onAsk: (asked: Partial<Asked>) => void;
}

function Search({ asked, onAsk }: SearchProps) {
  const [typed, setTyped] = useState(asked.q);
  const timerRef = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sentRef = useRef(asked.q);
  const { data } = useAnswer('/api/coverage', contract.coverage);
  useEffect(() => () => clearTimeout(timerRef.current), []);
  // Someone went back, or opened another link: the box says what is asked.
  useEffect(() => {
    if (asked.q !== sentRef.current) setTyped(asked.q);
    sentRef.current = asked.q;
  }, [asked.q]);

  const type = (q: string): void => {
    setTyped(q);
    clearTimeout(timerRef.current);
    timerRef.current = setTimeout(() => {
      sentRef.current = q.trim();
      onAsk({ q });
    }, TYPING_MS);
  };
  const named = (data?.entities ?? []).map(({ id, name }) => ({ value: id, label: name }));
  // An address may name an entity before the names are there.
  const entities =
    asked.entity === '' || named.some(({ value }) => value === asked.entity)
      ? named
      : [...named, { value: asked.entity, label: asked.entity }];
  return (
    <form role="search" class="flex w-full flex-wrap gap-3" onSubmit={(event) => event.preventDefault()}>
      <div class="min-w-0 flex-[2_1_18rem]">
        <TextField
          label="Search"
          type="search"
          value={typed}
          maxLength={200}
          placeholder="runway, jada cash, 2026-03"
          hint={<Hint />}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </div>
      <div class="min-w-0 flex-[1_1_8rem]">
        <Select
          label="Entity"
          value={asked.entity}
          options={[{ value: '', label: 'All' }, ...entities]}
          onChange={(entity) => onAsk({ entity })}
        />
      </div>
      <div class="min-w-0 flex-[1_1_8rem]">
        <Select label="Value" value={asked.known} options={VALUES} onChange={(known) => onAsk({ known })} />
      </div>
    </form>
  );
}

const VALUES = [
  { value: '', label: 'All' },
  { value: 'yes', label: 'Known' },
  { value: 'no', label: 'Not known' },
] as const;

/** Searches that most portfolios have an answer to. */
const COMMON = ['group runway', 'group cash', 'burn high', 'revenue'] as const;

function Hint() {
  return (
    <>
      Words of the name or the id, all of them. Try{' '}
      {COMMON.map((q, place) => (
        <Fragment key={q}>
          {place === 0 ? null : ', '}
          <Link to={searchPath({ q })}>{q}</Link>
        </Fragment>
      ))}
      .
    </>
  );
}

function NoFigure({ asked }: { readonly asked: Asked }) {
  if (asked.q === '' && asked.entity === '' && asked.known === '')
    return (
      <Empty title="There are no figures yet" command="quarterdeck check">
        Figures come from the sources that the portfolio names. This command says which of them cannot be read, and why.
      </Empty>
    );
  return (
    <Empty title="No figure is like that">
      Each word must be part of the figure’s name or id. Try fewer words, all entities, or all values.
    </Empty>
  );
}

/** Says how many there are, after the first time: then somebody has searched. */
function useAnnounced(words: string | undefined): void {
  const saidRef = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (words === undefined) return;
    if (saidRef.current !== undefined && saidRef.current !== words) announce(words);
    saidRef.current = words;
  }, [words]);
}

import { useEffect, useState } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import { ApiProblem, contract, useAnswer } from '../api/index.ts';
import { Empty, Link, Loaded, Page, useUnfoldedOnPaper } from '../ui/index.ts';
import { Command } from './figures/command.tsx';
import { Crumbs } from './figures/crumbs.tsx';
import { Headline } from './figures/headline.tsx';
import { Receipt } from './figures/receipt.tsx';
import { idIn, trailIn } from './figures/trail.ts';
import { answerOf } from './figures/words.ts';

/** How many rows are asked for: at first, and with each “more”. */
const STEPS = [50, 250, 1000] as const;

/** A figure with its receipt: computed again now, and what it rests on, one level at a time. */
export default function FigurePage() {
  useLocation();
  useSearch();
  // The router has half decoded its own copy of the path; an id may hold what stands for something in an address.
  const id = idIn(location.pathname) ?? '';
  return <FigureReceipt id={id} trail={trailIn(location.search)} />;
}

interface FigureReceiptProps {
  readonly id: string;
  readonly trail: readonly string[];
}

function FigureReceipt({ id, trail }: FigureReceiptProps) {
  const [step, setStep] = useState(0);
  const path = `/api/figures/${encodeURIComponent(id)}`;
  const answer = useAnswer(path, contract.explanation, { params: { rows: STEPS[step] }, keep: true });
  // With more rows asked for, the fewer stay meanwhile; another figure’s do not.
  const data = answer.data?.figure.id === id ? answer.data : undefined;
  useEffect(() => setStep(0), [id]);
  const { figure } = data ?? {};
  useUnfoldedOnPaper();
  const { error } = answer;
  const none = error instanceof ApiProblem && error.code === 'no-such-figure' ? error.detail : undefined;

  return (
    <div class="flows grid grid-cols-1 gap-3">
      <Crumbs trail={trail} here={figure?.label ?? id} />
      <Page title={figure?.label ?? id} answer={data && answerOf(data)} asOf={figure?.asOf} snapshot={data?.snapshot}>
        {none !== undefined ? (
          <NoSuchFigure says={none} />
        ) : (
          <Loaded answer={{ data, error, refetch: answer.refetch }} what="the figure" lines={8}>
            {(explanation) => (
              <>
                <Headline
                  explanation={explanation}
                  isFetching={answer.isFetching}
                  onAgain={() => void answer.refetch()}
                />
                <Receipt
                  explanation={explanation}
                  trail={trail}
                  {...(step < STEPS.length - 1 ? { onMore: () => setStep(step + 1) } : {})}
                  isFetching={answer.isFetching}
                />
                <Command id={explanation.figure.id} />
              </>
            )}
          </Loaded>
        )}
      </Page>
    </div>
  );
}

function NoSuchFigure({ says }: { readonly says: string }) {
  return (
    <Empty title="There is no such figure">
      <p>The server says: {says}.</p>
      <p>
        A figure goes when its source or its entity goes. <Link to="/figures">Search all figures</Link>
      </p>
    </Empty>
  );
}

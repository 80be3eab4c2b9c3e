import { question, contract, useAnswer } from '../api/index.ts';
import type { Coverage } from '../api/contract.ts';
import { count, InTurn, Loaded, Page, Panel, Tile, Tiles } from '../ui/index.ts';
import { Accounts } from './coverage/accounts.tsx';
import { Gaps } from './coverage/gaps.tsx';
import { Mistakes } from './coverage/mistakes.tsx';
import { SourceTable } from './coverage/source-table.tsx';
import { Timeline } from './coverage/timeline.tsx';
import { Unseen } from './coverage/unseen.tsx';
import { answerOf } from './coverage/words.ts';

/** @public Asked for before the page is drawn (shell/lazy.tsx). */
export const ahead = [
  question('/api/coverage', contract.coverage),
  question('/api/sources', contract.sources),
] as const;

export default function CoveragePage() {
  const coverage = useAnswer('/api/coverage', contract.coverage);
  const sources = useAnswer('/api/sources', contract.sources);
  const { data } = coverage;
  const stale = sources.data?.sources.filter((source) => source.stale).length;
  // Asked for at once, and shown one below the other: neither pushes the other down.
  const read = (
    <Loaded answer={sources} what="the sources" lines={6}>
      {({ mistakes, sources: files }) => (
        <InTurn>
          <Mistakes mistakes={mistakes} files={files.length} />
          <Panel title="Sources">
            <SourceTable sources={files} />
          </Panel>
        </InTurn>
      )}
    </Loaded>
  );
  return (
    <Page title="Coverage" asOf={data?.asOf} snapshot={data?.snapshot} answer={data && answerOf(data, stale ?? 0)}>
      <Loaded answer={coverage} what="what could be seen" lines={6}>
        {(seen) => (
          <InTurn>
            <Glance coverage={seen} stale={stale} mistakes={sources.data?.mistakes.length} />
            <Gaps gaps={seen.gaps} />
            <Unseen coverage={seen} />
            <Timeline coverage={seen} />
            <Accounts entities={seen.entities} />
            {read}
          </InTurn>
        )}
      </Loaded>
      {coverage.error && !data ? read : null}
    </Page>
  );
}

interface GlanceProps {
  readonly coverage: Coverage;
  /** Undefined until the sources are there: not known is not none. */
  readonly stale: number | undefined;
  readonly mistakes: number | undefined;
}

function Glance({ coverage: { seen, unseen, gaps }, stale, mistakes }: GlanceProps) {
  const number = (value: number | undefined): string => (value === undefined ? 'not known' : count(value));
  return (
    <Tiles>
      <Tile label="Checks that looked" value={count(seen)} basis={`of ${count(seen + unseen.length)}`} />
      <Tile label="Missing" value={count(gaps.length)} basis="sources that would tell more" />
      <Tile label="Out of date" value={number(stale)} basis="older than their owner allows" />
      <Tile label="Mistakes" value={number(mistakes)} basis="in what the sources say" />
    </Tiles>
  );
}

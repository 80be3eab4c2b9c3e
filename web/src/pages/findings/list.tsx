import { useMemo } from 'preact/hooks';
import type { Finding } from '../../api/contract.ts';
import { count, useInTurn } from '../../ui/index.ts';
import { Card, type CardProps } from './card.tsx';
import { gravestFirst, SEVERITIES } from './filters.ts';
import type { Refusal } from './use-findings.ts';
import { SEVERITY_WORDS } from './words.ts';

export interface ListProps extends Pick<CardProps, 'onAct' | 'onRetry'> {
  readonly findings: readonly Finding[];
  readonly opened: string;
  readonly refused: Refusal | undefined;
}

/** Those that speak, the gravest first under the word for it; then those that are known and quiet. */
export function List({ findings, ...card }: ListProps) {
  const isNamed = findings.some(({ id }) => id === card.opened);
  let left = useInTurn(findings.length, { first: 4, step: 2, all: isNamed });
  const loud = findings.filter(({ life }) => !life?.quiet);
  const groups = [
    ...SEVERITIES.map((severity) => ({
      title: SEVERITY_WORDS[severity],
      findings: loud.filter((finding) => finding.severity === severity),
    })),
    { title: 'Known and quiet', says: QUIET, findings: gravestFirst(findings.filter(({ life }) => life?.quiet)) },
  ];
  return (
    <>
      {groups.map((group) => {
        const made = Math.max(left, 0);
        left -= group.findings.length;
        return <Group key={group.title} {...group} {...card} made={made} />;
      })}
    </>
  );
}

const QUIET = 'Each stays quiet until it worsens, or the day is over until which it was snoozed.';

interface GroupProps extends ListProps {
  readonly title: string;
  readonly says?: string;
  /** How many cards are made yet. */
  readonly made: number;
}

function Group({ title, says, findings, made, opened, refused, ...acts }: GroupProps) {
  if (findings.length === 0 || made === 0) return null;
  return (
    <section class="grid grid-cols-1 gap-3 print:block" aria-label={title}>
      <h2 class="pt-2 text-lg font-semibold">
        {title} <span class="font-normal text-quiet">({count(findings.length)})</span>
      </h2>
      {says === undefined ? null : <p class="text-quiet">{says}</p>}
      {findings.slice(0, made).map((finding) => (
        <SteadyCard
          key={finding.id}
          finding={finding}
          opened={finding.id === opened}
          refused={refused?.request.which === finding.id ? refused.error : undefined}
          {...acts}
        />
      ))}
    </section>
  );
}

/** Drawn again when its own finding changes, and not with every other. */
function SteadyCard({ finding, opened, refused, onAct, onRetry }: CardProps) {
  return useMemo(
    () => <Card {...{ finding, opened, refused, onAct, onRetry }} />,
    [finding, opened, refused, onAct, onRetry],
  );
}

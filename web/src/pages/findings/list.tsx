import type { Finding } from '../../api/contract.ts';
import { count } from '../../ui/index.ts';
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
  const loud = findings.filter(({ life }) => !life?.quiet);
  const quiet = gravestFirst(findings.filter(({ life }) => life?.quiet));
  return (
    <>
      {SEVERITIES.map((severity) => (
        <Group
          key={severity}
          title={SEVERITY_WORDS[severity]}
          findings={loud.filter((finding) => finding.severity === severity)}
          {...card}
        />
      ))}
      <Group
        title="Known and quiet"
        says="Each stays quiet until it worsens, or the day is over until which it was snoozed."
        findings={quiet}
        {...card}
      />
    </>
  );
}

interface GroupProps extends ListProps {
  readonly title: string;
  readonly says?: string;
}

function Group({ title, says, findings, opened, refused, ...acts }: GroupProps) {
  if (findings.length === 0) return null;
  return (
    <section class="grid grid-cols-1 gap-3 print:block" aria-label={title}>
      <h2 class="pt-2 text-lg font-semibold">
        {title} <span class="font-normal text-quiet">({count(findings.length)})</span>
      </h2>
      {says === undefined ? null : <p class="text-quiet">{says}</p>}
      {findings.map((finding) => (
        <Card
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

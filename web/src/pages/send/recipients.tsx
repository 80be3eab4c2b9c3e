import type { RecipientState } from '../../api/contract.ts';
import { Chip, Instant, StateMark, Table, type Column } from '../../ui/index.ts';
import { sentence } from '../../ui/states.tsx';
import { feedbackText, reasonOf, wordOf } from './words.ts';

/** What became of a message for each who gets it. */
export function Recipients({ recipients }: { readonly recipients: readonly RecipientState[] }) {
  return (
    <div class="sm:[&_thead_th]:nth-1:w-[36%] sm:[&_thead_th]:nth-2:w-40">
      <Table
        caption="Recipients"
        captionHidden
        columns={COLUMNS}
        rows={recipients}
        rowKey={({ address, role }) => `${role} ${address}`}
      />
    </div>
  );
}

const COLUMNS: readonly Column<RecipientState>[] = [
  {
    head: 'Recipient',
    names: true,
    cell: ({ address, role }) => (
      <span class="inline-flex flex-wrap items-center gap-2 font-normal">
        <span class="break-all">{address}</span>
        {role === 'bcc' ? <Chip>blind copy</Chip> : null}
      </span>
    ),
  },
  { head: 'State', tight: true, cell: (recipient) => <StateMark state={wordOf(recipient)} /> },
  {
    head: 'What is known',
    cell: (recipient) => {
      const { feedback, failure } = recipient;
      const reason = reasonOf(recipient);
      if (reason === undefined && !feedback) return '–';
      return (
        <>
          {sentence(reason ?? (feedback ? feedbackText(feedback.kind) : ''))}
          {failure ? <span class="text-sm text-quiet"> Code {failure.code}.</span> : null}
          {feedback ? (
            <span class="block text-sm text-quiet">
              <Instant at={feedback.at} />
            </span>
          ) : null}
        </>
      );
    },
  },
];

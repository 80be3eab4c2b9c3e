import type { Sources } from '../../api/contract.ts';
import { Chip, CopyButton, counted, Empty, Panel } from '../../ui/index.ts';
import { Cross, Triangle } from '../../ui/icons.tsx';
import { Said } from './said.tsx';
import { gravestMistakes, placeOf } from './words.ts';

type Mistake = Sources['mistakes'][number];

/** What is wrong in the sources, where, and how to mend it. */
export function Mistakes({ mistakes, files }: Pick<Sources, 'mistakes'> & { readonly files: number }) {
  return (
    <Panel title="Mistakes in the sources">
      {mistakes.length === 0 ? (
        <Empty title="No mistake was found">
          {files === 0 ? 'No source was read.' : `${counted(files, 'source')} were read, row by row.`}
        </Empty>
      ) : (
        <ul class="grid gap-3">
          {gravestMistakes(mistakes).map((mistake) => (
            <One key={`${placeOf(mistake)} ${mistake.code} ${mistake.message}`} mistake={mistake} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const One = ({ mistake }: { readonly mistake: Mistake }) => {
  const { severity, code, message, expected, mend } = mistake;
  const place = placeOf(mistake);
  return (
    <li class="keep-together grid gap-1 border-t border-line pt-3 first:border-0 first:pt-0">
      <div class="flex flex-wrap items-center gap-2">
        {severity === 'error' ? (
          <Chip tone="bad" icon={<Cross size={11} />}>
            Error
          </Chip>
        ) : (
          <Chip tone="medium" icon={<Triangle size={11} />}>
            Warning
          </Chip>
        )}
        <code class="font-mono text-sm break-all">{place}</code>
        <span class="no-print">
          <CopyButton text={place} what={`the place ${place}`} />
        </span>
        <code class="font-mono text-xs text-quiet">{code}</code>
      </div>
      <p class="max-w-[68ch] font-semibold">
        <Said text={message} />
      </p>
      {expected === undefined ? null : (
        <p class="max-w-[68ch]">
          <span class="text-quiet">Expected:</span> <Said text={expected} />
        </p>
      )}
      {mend === undefined ? null : (
        <p class="max-w-[68ch]">
          <strong class="font-semibold">Do:</strong> <Said text={mend} />
        </p>
      )}
    </li>
  );
};

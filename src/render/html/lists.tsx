import type { CoverageGap } from '../../model/facts.ts';
import type { PlanItem, SourceState } from '../../model/report.ts';
import { EMPTY, entityText, planGroups, planTerms, sourceCoverage } from '../content.ts';
import { tally } from '../locale.ts';
import { plain } from '../outside.ts';
import type { Figures } from '../sentence.ts';
import { INK } from './style.ts';
import { shownCount, type TableLimits } from './table.tsx';
import { Muted, Outside, Words } from './words.tsx';

const ITEM = 'margin:10px 0 0;font-size:15px;line-height:21px';

function Item({ item, figures }: { readonly item: PlanItem; readonly figures: Figures }) {
  const terms = planTerms(item);
  return (
    <>
      <p style={ITEM}>
        <b>
          <Words sentence={item.what} figures={figures} />
        </b>
        {terms === '' ? '' : <span class="m" style={`color:${INK.muted}`}>{` · ${terms}`}</span>}
      </p>
      {item.detail.map((sentence) => (
        <p style="margin:2px 0 0;font-size:14px;line-height:20px">
          <Words sentence={sentence} figures={figures} />
        </p>
      ))}
    </>
  );
}

export function Plan({ items, figures }: { readonly items: readonly PlanItem[]; readonly figures: Figures }) {
  if (items.length === 0) return <Muted text={EMPTY.plan} />;
  return (
    <>
      {planGroups(items).map((group, at) => (
        <>
          {group.name === undefined ? (
            ''
          ) : (
            <h3
              class="m"
              style={`margin:${at === 0 ? 0 : 18}px 0 0;font-size:13px;line-height:18px;font-weight:600;color:${INK.muted}`}
            >
              <Outside text={group.name} />
            </h3>
          )}
          {group.items.map((item) => (
            <Item item={item} figures={figures} />
          ))}
        </>
      ))}
    </>
  );
}

export function Gaps({ gaps }: { readonly gaps: readonly CoverageGap[] }) {
  if (gaps.length === 0) return <Muted text={EMPTY.gaps} />;
  return (
    <>
      {gaps.map((gap) => (
        <>
          <p style={ITEM}>
            <b>
              <Outside text={entityText(gap)} />: <Outside text={gap.source} />
            </b>
          </p>
          <p style="margin:2px 0 0;font-size:14px;line-height:20px">
            {'It would tell '}
            <Outside text={gap.wouldTell} />.
          </p>
          {gap.suffers.length === 0 ? '' : <Muted text={`Suffers: ${gap.suffers.map(plain).join(', ')}`} size={12} />}
        </>
      ))}
    </>
  );
}

interface SourcesProps {
  readonly sources: readonly SourceState[];
  readonly limits: TableLimits;
}

export function Sources({ sources, limits }: SourcesProps) {
  if (sources.length === 0) return <Muted text={EMPTY.sources} />;
  const shown = shownCount(sources.length, limits.rows);
  const left = sources.length - shown;
  return (
    <>
      {sources.slice(0, shown).map((source) => (
        <p class="m" style={`margin:4px 0 0;font-size:12px;line-height:18px;color:${INK.muted}`}>
          <b class="t" style={`color:${INK.text}`}>
            <Outside text={source.file} />
          </b>
          {` · ${entityText(source)} · ${plain(source.kind)} · ${sourceCoverage(source)} · sha256 ${plain(source.hash).slice(0, 12)}`}
        </p>
      ))}
      {left > 0 ? <Muted text={`${tally(left, 'more source')}: ${limits.rest}`} /> : ''}
    </>
  );
}

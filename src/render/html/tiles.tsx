import type { Block, Tile } from '../../model/report.ts';
import { tileText } from '../content.ts';
import type { Figures } from '../sentence.ts';
import { INK } from './style.ts';
import { Note, Outside, signed } from './words.tsx';

const TONES = {
  good: { name: 'ok', ink: INK.good },
  bad: { name: 'bad', ink: INK.bad },
  neutral: { name: 't', ink: INK.text },
} as const;

function TileCell({ tile, figures }: { readonly tile: Tile; readonly figures: Figures }) {
  const { label, value, ids, why } = tileText(tile, figures);
  const tone = TONES[tile.tone ?? 'neutral'];
  const [size, ink] = why === undefined ? [26, tone.ink] : [20, INK.muted];
  return (
    <td
      class="tl l"
      width="48%"
      valign="top"
      style={`padding:14px 16px;border:1px solid ${INK.line};border-radius:8px`}
    >
      <p class="m" style={`margin:0;font-size:13px;line-height:18px;color:${INK.muted}`}>
        <Outside text={label} />
      </p>
      <p
        class={`v ${why === undefined ? tone.name : 'm'}`}
        title={ids.join(' – ')}
        style={`margin:2px 0 0;font-size:${size}px;line-height:34px;font-weight:600;color:${ink}`}
      >
        {/* Large type in half a phone's width: a long unit goes to the next line, or it would break within a word. */}
        {signed(value)}
      </p>
      <Note sentence={tile.basis} figures={figures} />
      {why === undefined ? '' : <Note sentence={[{ kind: 'quote', text: `Not known: ${why}` }]} figures={figures} />}
    </td>
  );
}

function Spacer() {
  return (
    <td class="gap" width="16" style="font-size:1px;line-height:12px">
      &nbsp;
    </td>
  );
}

/** Two tiles a row: wider grids break on phones, and Outlook knows no grid. */
export function Tiles({
  block,
  figures,
}: {
  readonly block: Extract<Block, { kind: 'figures' }>;
  readonly figures: Figures;
}) {
  const pairs = block.tiles.flatMap((left, at) => (at % 2 === 0 ? [{ left, right: block.tiles[at + 1] }] : []));
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:separate">
      {pairs.map(({ left, right }, at) => (
        <>
          {at === 0 ? (
            ''
          ) : (
            <tr>
              {
                <td colspan={3} height="12" style="font-size:1px;line-height:12px">
                  &nbsp;
                </td>
              }
            </tr>
          )}
          <tr>
            <TileCell tile={left} figures={figures} />
            <Spacer />
            {right ? <TileCell tile={right} figures={figures} /> : <td width="48%">&nbsp;</td>}
          </tr>
        </>
      ))}
    </table>
  );
}

import type { IsoDate } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { slug } from '../ids.ts';
import { gapOf, idOf, keysOf, labelOf, plainName, type Scene } from './scene.ts';

/** What the property is worth, as its owner declared it. */
export interface PropertyValue {
  readonly value: Figure;
  /** The oldest day of a valuation; undefined where none is declared. */
  readonly valued: IsoDate | undefined;
  /** NOI ÷ value. */
  readonly capRate: Figure;
}

const REAL_ESTATE = /real estate|property|immobil|house|apartment|\bflat\b|\bland\b|building/;

/** The declared value of the entity's real estate; not known where one of it has none. */
export function valueOf(scene: Scene, noi: Figure): PropertyValue {
  const { ground, of, unit } = scene;
  const { book, declared } = ground;
  const entityAt = declared.portfolio.entities.findIndex(({ id }) => id === of.entity.id);
  const assets = of.entity.assets
    .map((asset, at) => ({ asset, at }))
    .filter(({ asset }) => REAL_ESTATE.test(plainName(asset.kind.replaceAll(/[-_]/g, ' '))));
  const keys = keysOf(assets.map(({ asset }) => slug(asset.name)));
  const parts = assets.flatMap(({ asset, at }, place) => {
    if (!asset.value) return [];
    const label = `${asset.name}, value${asset.valued === undefined ? '' : ` of ${asset.valued}`}`;
    const path = declared.at(['entities', entityAt, 'assets', at, 'value']);
    return [book.assumed(idOf(scene, 'value.of', keys[place] ?? ''), label, unit, asset.value, path, label)];
  });
  const id = idOf(scene, 'value');
  const label = labelOf(scene, 'value of the property');
  const value =
    parts.length > 0 && parts.length === assets.length
      ? book.formula(id, label, unit, 'sum', parts, { text: 'sum of the declared values of its real estate' })
      : book.unknown(id, label, unit, 'no value of its real estate is declared');
  const capRate = book.formula(
    idOf(scene, 'cap-rate'),
    labelOf(scene, 'capitalisation rate'),
    { kind: 'percent' },
    'percent',
    [noi, value],
    {
      text: 'net operating income ÷ value of the property',
    },
  );
  const days = assets.flatMap(({ asset }) => asset.valued ?? []).toSorted();
  return { value, valued: days[0], capRate };
}

export function valueGaps(scene: Scene, { value }: PropertyValue): CoverageGap[] {
  if (value.value !== undefined) return [];
  const source = 'value of the real estate (`assets` of the entity, kind real estate, with `value` and `valued`)';
  return [
    gapOf(scene, 'property-value', {
      source,
      wouldTell: 'what the property earns on its value',
      suffers: [idOf(scene, 'cap-rate')],
    }),
  ];
}

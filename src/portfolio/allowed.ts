import type * as z from 'zod';

import type { Path } from '../model/declared.ts';

/** The schemas behind defaults, transforms and unions. */
function bare(schema: z.core.$ZodType): z.core.$ZodTypes[] {
  const known = schema as z.core.$ZodTypes;
  const { def } = known._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return bare(def.innerType);
    case 'pipe':
      return bare(def.in);
    case 'union':
      return def.options.flatMap(bare);
    default:
      return [known];
  }
}

function below(schema: z.core.$ZodTypes, step: string | number): z.core.$ZodType[] {
  const { def } = schema._zod;
  if (def.type === 'object') {
    const inner = Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    return inner ? [inner] : [];
  }
  if (def.type === 'array') return [def.element];
  return def.type === 'record' ? [def.valueType] : [];
}

function keysOf(schema: z.core.$ZodTypes): string[] {
  const { def } = schema._zod;
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type !== 'record') return [];
  const key = def.keyType._zod.def as z.core.$ZodTypes['_zod']['def'];
  return key.type === 'enum' ? Object.values(key.entries).map(String) : [];
}

/** The keys that the schema allows in the mapping at a path. */
export function allowedKeys(schema: z.core.$ZodType, path: Path): string[] {
  let here = bare(schema);
  for (const step of path) here = here.flatMap((one) => below(one, step)).flatMap(bare);
  return [...new Set(here.flatMap(keysOf))];
}

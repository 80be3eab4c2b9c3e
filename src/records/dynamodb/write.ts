import type { Effects } from '../../core/effects.ts';
import { UserError } from '../../core/problem.ts';
import type { Key } from '../../model/store.ts';
import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import type { Calls, Item } from './calls.ts';
import { removeParts, writeParts, type Stowed } from './contents.ts';
import { keyItem, sideAttributes, type Attributes } from './item.ts';
import type { TableShape } from './shapes.ts';

/*
 * A write of one item under a condition. An answer may be lost after DynamoDB took the write; the write is tried again
 * then and refused, by itself. So each write puts a token of its own into the item and moves the tokens before it one
 * place on: a write that is refused and finds its token there was done.
 */

/** The last write's token, and those of the ones before it. */
const TOKENS = ['write', 'write_1', 'write_2', 'write_3'] as const;

export interface Writing {
  readonly calls: Calls;
  readonly shape: TableShape;
  readonly effects: Pick<Effects, 'now' | 'randomBytes' | 'step'>;
}

export interface Change {
  readonly key: Key;
  readonly stowed: Stowed;
  readonly side: Attributes;
}

/** As `Table.put` of src/model/store.ts. */
export async function writeItem(
  writing: Writing,
  { key, stowed, side }: Change,
  over: number,
  now: number,
): Promise<number | undefined> {
  const { calls, shape, effects } = writing;
  const token = newToken(effects);
  if (stowed.parts.length > 0) {
    await writeParts(calls, shape, token, stowed.parts);
    effects.step('dynamodb-parts-written');
  }
  const before = await calls.update(
    update(writing, key, token, {
      condition: over === 0 ? THERE_IS_NONE : STILL_THAT_VERSION,
      version: NEXT_VERSION,
      attributes: { ...stowed.attributes, ...side },
      values: { ':over': { N: String(over) }, ':now': { N: String(now) } },
    }),
  );
  if (before === 'refused') {
    const version = await versionByToken(writing, key, token);
    if (version === undefined) await tidy(removeParts(calls, shape, token, stowed.parts.length));
    return version;
  }
  await tidy(removePartsOf(writing, before));
  return Number(before['version']?.N ?? 0) + 1;
}

/**
 * As `Table.remove`. A lost answer to a deletion could not be told from another's deletion, so the item is emptied
 * first, which is a write with a token: version 0, and expired since 1970. Then it goes; if that fails, the Time to
 * Live takes it.
 */
export async function removeItem(writing: Writing, key: Key, over: number): Promise<boolean> {
  const { calls, shape, effects } = writing;
  if (over < 1) return false;
  const token = newToken(effects);
  const before = await calls.update(
    update(writing, key, token, {
      condition: '#version = :over',
      version: ':zero',
      attributes: { ...EMPTY, ...sideAttributes({ expires: effects.now() }), expires_ms: { N: '0' } },
      values: { ':over': { N: String(over) } },
    }),
  );
  if (before === 'refused' && (await versionByToken(writing, key, token)) === undefined) return false;
  effects.step('dynamodb-row-emptied');
  await tidy(
    calls.remove({
      TableName: shape.name,
      Key: keyItem(shape, key),
      ConditionExpression: '#write = :write',
      ExpressionAttributeNames: { '#write': 'write' },
      ExpressionAttributeValues: { ':write': { S: token } },
    }),
  );
  if (before !== 'refused') await tidy(removePartsOf(writing, before));
  return true;
}

const THERE_IS_NONE = 'attribute_not_exists(#version) OR #expires_ms <= :now';
const STILL_THAT_VERSION = '#version = :over AND (attribute_not_exists(#expires_ms) OR #expires_ms > :now)';
/** The version of a row that expired goes on; that of one that was removed begins anew. */
const NEXT_VERSION = 'if_not_exists(#version, :zero) + :one';
const EMPTY: Attributes = { body: { S: 'null' }, packed: undefined, parts: undefined };

interface Update {
  readonly condition: string;
  readonly version: string;
  readonly attributes: Attributes;
  readonly values: Item;
}

/** All of an item written anew, under a condition. Answers what its attributes were before. */
function update({ shape }: Writing, key: Key, token: string, to: Update): UpdateItemInput {
  const set = Object.entries(to.attributes).filter(([, value]) => value !== undefined);
  const unset = Object.entries(to.attributes).filter(([, value]) => value === undefined);
  const moved = TOKENS.slice(1).map((name, at) => `#${name} = if_not_exists(#${TOKENS[at]}, :none)`);
  const sets = [
    `#version = ${to.version}`,
    ...moved,
    '#write = :write',
    ...set.map(([name]) => `#${name} = :new_${name}`),
  ];
  const removes = unset.map(([name]) => `#${name}`);
  const expression = `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`;
  const names = ['version', 'expires_ms', ...TOKENS, ...Object.keys(to.attributes)];
  const values = {
    ':zero': { N: '0' },
    ':one': { N: '1' },
    ':none': { S: '-' },
    ':write': { S: token },
    ...to.values,
    ...Object.fromEntries(set.map(([name, value]) => [`:new_${name}`, value])),
  };
  // DynamoDB refuses values that no expression uses.
  const used = Object.entries(values).filter(([name]) => `${expression} ${to.condition}`.includes(name));
  return {
    TableName: shape.name,
    Key: keyItem(shape, key),
    UpdateExpression: expression,
    ConditionExpression: to.condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(used),
    ReturnValues: 'UPDATED_OLD',
  };
}

/** The version that the write of this token made; undefined where the item does not know the token. */
async function versionByToken({ calls, shape }: Writing, key: Key, token: string): Promise<number | undefined> {
  const item = await calls.get({
    TableName: shape.name,
    Key: keyItem(shape, key),
    ConsistentRead: true,
    ProjectionExpression: ['#version', ...TOKENS.map((name) => `#${name}`)].join(', '),
    ExpressionAttributeNames: Object.fromEntries(['version', ...TOKENS].map((name) => [`#${name}`, name])),
  });
  const behind = TOKENS.findIndex((name) => item?.[name]?.S === token);
  return item && behind >= 0 ? Math.max(1, Number(item['version']?.N) - behind) : undefined;
}

/** Of the row that was there before. */
async function removePartsOf({ calls, shape }: Writing, before: Item): Promise<void> {
  const [write, parts] = [before['write']?.S, before['parts']?.N];
  if (write !== undefined && parts !== undefined) await removeParts(calls, shape, write, Number(parts));
}

/** Takes away what nothing points to. Where that fails it costs its storage and no more: the row is written. */
async function tidy(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

function newToken({ randomBytes }: Writing['effects']): string {
  return Buffer.from(randomBytes(16)).toString('hex');
}

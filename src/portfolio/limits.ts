/*
 * Why there are limits: a portfolio is a few hundred lines written by its owner. What is far beyond that is a mistake
 * (a bank export named .yaml) or an attack, and gets an answer within seconds in place of a hang.
 */

/** Bytes of all YAML files of one portfolio. The parser takes about half a second for 4 MB of its worst input. */
export const MAX_YAML_BYTES = 4_000_000;

/** YAML lexemes of all files: about 20,000 lines. 150,000 errors, each with its stack, take about a second. */
export const MAX_LEXEMES = 150_000;

/** Values after aliases are expanded. Below it a chain of aliases ("billion laughs") grows to nothing that matters. */
export const MAX_VALUES = 100_000;

/** Levels of nesting; the schema needs nine. The parser recurses, and crashes the process where the stack ends. */
export const MAX_DEPTH = 64;

/** Files that one portfolio may include. */
export const MAX_INCLUDES = 200;

/** Problems that are shown: nobody mends more in one go. */
export const MAX_PROBLEMS = 200;

/** Entries of the portfolio folder that a glob looks at. */
export const MAX_FOLDER_ENTRIES = 50_000;

/** Wildcards in a glob: each `*` can multiply the work of matching a name. */
export const MAX_WILDCARDS = 6;

/**
 * Every error code of the use cases, with its meaning in one line. The codes are stable: scripts and documents name
 * them. `test/errors/commands/` has a case for each that a command line can bring about.
 */
export const APP_CODES = {
  usage: 'An option or a word of the command line is not what the command takes',
  'bad-portfolio': 'The portfolio has mistakes; each is named before this line',
  'bad-environment': 'A variable of the environment that is honoured has a value that cannot be used',
  'no-such-report': 'There is no report of that type',
  'bad-report': 'The report is the owner’s and has mistakes; each is named before this line',
  'no-such-finding': 'The run has no finding of that id, or several begin with it',
  'no-such-figure': 'The book of this run has no figure of that id',
  'no-such-list': 'The portfolio has no list of that name',
  'no-such-entity': 'The portfolio has no entity of that id',
  'no-sender': 'Neither the portfolio nor the environment names a sender',
  'no-recipients': 'Nobody receives the report',
  'figures-differ': 'A figure does not agree with its receipt, so nothing is sent',
  'statements-differ': 'Entities and eliminations do not make the group’s statements, so nothing is sent',
  'sources-stale': 'A source is older than its `fresh_within_days`, so nothing is sent',
  'cannot-write': 'A file could not be written',
  'cannot-listen': 'The server cannot listen at that address and port',
  'no-folder': 'The folder cannot be read',
  'no-exports': 'The folder holds no export that a reader understands',
  'portfolio-exists': 'A portfolio.yaml is there already',
  'source-too-large': 'A file is larger than the limit',
  'source-unreadable': 'A file is missing, or may not be read',
  'source-unknown': 'No reader recognises a file',
  'journal-errors': 'A journal has errors, each named before this line, so there is no statement of it',
} as const satisfies Readonly<Record<string, string>>;

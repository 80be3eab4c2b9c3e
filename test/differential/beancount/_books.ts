import fc from 'fast-check';

/*
 * Random books of beancount: blocks of lines, each valid by itself, that share a few accounts and are written in any
 * order. What a block needs of the accounts' past (lots to sell, balances to assert) it sees to with accounts of its own.
 * Totals are such that a half of the last digit does not come of a quotient: beancount rounds those to 28 digits first.
 */

type Block = (name: string) => string;

const cents = fc.integer({ min: 1, max: 5_000_000 });
const count = fc.integer({ min: 1, max: 400 });
const day = fc
  .tuple(fc.constantFrom(2024, 2025), fc.integer({ min: 2, max: 11 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
const currency = fc.constantFrom('EUR', 'USD', 'CHF');
const account = fc.constantFrom(
  'Assets:Bank',
  'Assets:Cash',
  'Liabilities:Card',
  'Expenses:Food',
  'Income:Söldner:2nd',
);
const flag = fc.constantFrom('*', '!', 'txn', 'P');

/** `1234.50`, also with commas. */
function money(value: number, digits = 2, commas = false): string {
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const grouped = commas ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  const fraction = digits > 0 ? `.${text.slice(text.length - digits)}` : '';
  return `${value < 0 ? '-' : ''}${grouped}${fraction}`;
}

const words = fc.constantFrom(
  '"Café Linde" "Coffee"',
  '"Narration"',
  '',
  '"a \\"quoted\\" word" "over\nlines" #trip ^inv.1/a',
  '"" "x" #a #b-c',
);
const below = fc.constantFrom(
  '',
  '  ; comment\n',
  '  place: "Berlin"\n',
  '  #more ^links\n',
  '  when: 2026-01-01 ; x\n',
);

const plain: fc.Arbitrary<Block> = fc
  .tuple(
    day,
    flag,
    words,
    below,
    account,
    account,
    cents,
    currency,
    fc.constantFrom(0, 1, 2, 3),
    fc.boolean(),
    fc.boolean(),
  )
  .map(
    ([on, mark, text, meta, one, other, value, of, digits, commas, elided]) =>
      () =>
        `${on} ${mark} ${text}\n${meta}  ${one}  ${money(value, digits, commas)} ${of} ; x\n  ! ${other}${elided ? '' : `  ${money(-value, digits)} ${of}`}\n`,
  );

const several: fc.Arbitrary<Block> = fc
  .tuple(
    day,
    fc.array(fc.tuple(account, cents, currency, fc.constantFrom(0, 2, 3)), { minLength: 1, maxLength: 6 }),
    account,
  )
  .map(
    ([on, postings, rest]) =>
      () =>
        `${on} * "several"\n${postings.map(([of, value, symbol, digits]) => `  ${of}  ${money(value, digits)} ${symbol}\n`).join('')}  ${rest}\n`,
  );

const expression: fc.Arbitrary<Block> = fc
  .tuple(day, account, cents, cents, count, currency, fc.constantFrom('+', '-', '*', '/'))
  .map(
    ([on, of, one, two, three, symbol, sign]) =>
      () =>
        `${on} * "sum"\n  ${of}  -(${money(one)} ${sign} ${money(two)}) * ${three} / 4 ${symbol}\n  Equity:Rest\n`,
  );

const converted: fc.Arbitrary<Block> = fc
  .tuple(day, account, count, cents, fc.constantFrom('@', '@@'), fc.boolean())
  .map(
    ([on, of, number, price, sign, sells]) =>
      () =>
        `${on} * "change"\n  ${of}  ${sells ? '-' : ''}${number} EUR ${sign} ${money(price, sign === '@' ? 4 : 2)} USD\n  Assets:Bank\n`,
  );

/** One number, commodity, price or cost that is left out. */
const missing: fc.Arbitrary<Block> = fc
  .tuple(
    day,
    count,
    cents,
    fc.constantFrom(
      (units: number, total: string) => `  Assets:Bank  ${units} EUR\n  Assets:Cash  EUR ; ${total}\n`,
      (units: number) => `  Assets:Bank  ${units}.00 EUR\n  Assets:Cash  -${units}.00\n`,
      (units: number, total: string) => `  Assets:Bank  ${units} EUR @\n  Assets:Cash  -${total} USD\n`,
      (units: number, total: string) => `  Assets:Bank  ${units} EUR @@ USD\n  Assets:Cash  -${total} USD\n`,
      (units: number, total: string) => `  Assets:Bank  EUR @ 1.25 USD\n  Assets:Cash  -${total} USD ; ${units}\n`,
      (units: number, total: string) => `  Assets:Once  ${units} ACME {}\n  Assets:Cash  -${total} USD\n`,
      (units: number, total: string) => `  Assets:Once  ${units} ACME {{USD}}\n  Assets:Cash  -${total} USD\n`,
      (units: number, total: string) =>
        `  Assets:Bank  ${total} USD\n  Assets:Bank  ${units} EUR\n  Assets:Cash  USD\n  Equity:Rest  EUR\n`,
    ),
  )
  .map(
    ([on, units, value, postings]) =>
      () =>
        `${on} * "left out"\n${postings(units, money(value))}`,
  );

/** Purchases on days of their own, and sales of them by the method of their account. */
const lots: fc.Arbitrary<Block> = fc
  .tuple(
    fc.constantFrom('FIFO', 'LIFO', 'STRICT', 'NONE'),
    fc.array(fc.tuple(count, cents, fc.nat(3)), { minLength: 1, maxLength: 4 }),
    fc.integer({ min: 1, max: 100 }),
    cents,
  )
  .map(([method, bought, percent, price]) => (name) => {
    const depot = `Assets:Depot:${name}`;
    const buys = bought.map(([units, cost, form], at) => {
      const each = money(cost + at);
      const forms = [
        `{${each} USD}`,
        `{{${money(cost * units)} USD}}`,
        `{${each} # ${money(units * 7)} USD, "lot ${at}"}`,
        `{${each} USD, 2023-0${at + 1}-01}`,
      ];
      return `2024-0${at + 2}-0${at + 1} * "buy"\n  ${depot}  ${units} ACME ${forms[form]}\n  Assets:Bank\n`;
    });
    const held = bought.reduce((sum, [units]) => sum + units, 0);
    const [first, cost, form] = bought[0] ?? [1, 1, 0];
    const some = Math.max(1, Math.floor((held * percent) / 100));
    const exact = form === 0 || form === 3;
    const strict = exact
      ? `-${Math.max(1, Math.floor((first * percent) / 100))} ACME {${money(cost)} USD}`
      : `-${held} ACME {}`;
    const sale = {
      FIFO: `-${some} ACME {}`,
      LIFO: `-${some} ACME {}`,
      STRICT: strict,
      NONE: `-${some} ACME {1.00 USD}`,
    }[method];
    const sell = `2025-01-0${(percent % 9) + 1} * "sell"\n  ${depot}  ${sale} @ ${money(price)} USD\n  Assets:Bank  ${money(price)} USD\n  Income:Gains\n`;
    return [`2020-01-01 open ${depot} "${method}"\n`, ...buys, sell].join('\n');
  });

/** A pad meets balances in two commodities; an account below counts. */
const padded: fc.Arbitrary<Block> = fc
  .tuple(cents, cents, currency, fc.boolean())
  .map(([paid, stated, of, twice]) => (name) => {
    const own = `Assets:Pad:${name}`;
    return [
      `2020-01-01 open ${own}\n2020-01-01 open ${own}:Below\n2024-01-02 pad ${own} Equity:Rest\n`,
      `2024-03-01 * "paid"\n  ${own}:Below  ${money(paid)} ${of}\n  Assets:Bank\n`,
      `2024-05-01 balance ${own}  ${money(stated + 10_000_000)} ${of}\n`,
      ...(twice
        ? [`2024-06-01 balance ${own}  ${money(stated)} GBP\n2024-07-01 balance ${own} ${money(stated)} ~ 0.01 GBP\n`]
        : []),
    ].join('\n');
  });

/** Balances that hold, to the tolerance. */
const asserted: fc.Arbitrary<Block> = fc
  .tuple(fc.array(cents, { minLength: 1, maxLength: 5 }), fc.constantFrom(-1, 0, 1))
  .map(([values, off]) => (name) => {
    const own = `Assets:Sum:${name}`;
    const sum = values.reduce((all, value) => all + value, 0);
    const paid = values.map(
      (value, at) => `2024-02-0${at + 1} * "paid"\n  ${own}  ${money(value)} EUR\n  Equity:Rest\n`,
    );
    return [
      `2020-01-01 open ${own} EUR\n`,
      ...paid,
      `2024-02-1${values.length} balance ${own} ${money(sum + off)} EUR\n`,
      `2024-03-01 close ${own}\n`,
    ].join('\n');
  });

/** Sums that miss zero by what tolerances let pass, and amounts that are rounded for it. */
const tolerated: fc.Arbitrary<Block> = fc.tuple(day, cents, fc.constantFrom(-4, -1, 0, 3, 5)).map(
  ([on, value, off]) =>
    () =>
      `${on} * "nearly"\n  Assets:Bank  ${money(value)} EUR\n  Assets:Cash  ${money(-value * 10 + off, 3)} EUR\n\n${on} * "rounded"\n  Assets:Bank  7.00 EUR @ ${money(value, 5)} USD\n  Assets:Cash  1.00 USD\n  Equity:Rest\n`,
);

const others: fc.Arbitrary<Block> = fc
  .tuple(
    day,
    fc.constantFrom(
      'event "place" "Berlin"',
      'note Assets:Bank "x"',
      'price ACME 10.5 USD\n  source: "x"',
      'query "q" "\nSELECT account\n"',
      'custom "budget" Assets:Bank "monthly" 1.00 EUR TRUE',
    ),
  )
  .map(
    ([on, line]) =>
      () =>
        `* Heading\n${on} ${line}\n; comment\n`,
  );

const pushed: fc.Arbitrary<Block> = plain.map(
  (block) => (name) => `pushtag #t${name}\npushmeta unit: "x"\n${block(name)}\npopmeta unit:\npoptag #t${name}\n`,
);

const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 4, arbitrary: plain },
  { weight: 2, arbitrary: several },
  { weight: 2, arbitrary: lots },
  { weight: 2, arbitrary: missing },
  expression,
  converted,
  padded,
  asserted,
  tolerated,
  others,
  pushed,
);

const HEAD = `option "title" "Random books"
plugin "beancount.plugins.noduplicates"
${[
  'Assets:Bank',
  'Assets:Cash',
  'Assets:Once',
  'Liabilities:Card',
  'Expenses:Food',
  'Income:Söldner:2nd',
  'Income:Gains',
  'Equity:Rest',
]
  .map((name) => `2020-01-01 open ${name}`)
  .join('\n')}
`;

const options = fc.constantFrom(
  '',
  '',
  'option "infer_tolerance_from_cost" "TRUE"\n',
  'option "inferred_tolerance_default" "USD:0.001"\n',
);

/** The text of a file that is valid. */
export const randomBooks: fc.Arbitrary<string> = fc
  .tuple(options, fc.array(block, { minLength: 1, maxLength: 14 }))
  .map(([option, blocks]) => `${option}${HEAD}\n${blocks.map((one, at) => one(`N${at}`)).join('\n')}`);

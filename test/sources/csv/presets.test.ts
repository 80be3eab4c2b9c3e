import { describe, expect, test } from 'vitest';
import { problemsOf, readCsv, rowsOf } from '../_shown.ts';

describe('Stripe', () => {
  test('balance history of the dashboard', () => {
    const result = readCsv(
      `
      id,Type,Source,Amount,Fee,Destination Platform Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Customer Facing Amount
      txn_3,payout,po_1,-1941.50,0.00,,-1941.50,usd,2026-04-30 23:58,2026-05-02 00:00,STRIPE PAYOUT,
      txn_2,refund,re_1,-250.00,0.00,,-250.00,usd,2026-04-29 10:12,2026-04-29 10:12,REFUND FOR CHARGE (Sunset charter),
      txn_1,charge,ch_1,"2,260.00",68.50,,"2,191.50",usd,2026-04-28 17:40,2026-05-01 00:00,Sunset charter,"2,260.00"
      `,
      {},
    );
    expect(problemsOf(result)).toEqual([]);
    expect(result.layout['preset']).toBe('stripe');
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-30 | -1941.50 | USD | STRIPE PAYOUT | memo po_1 | ref po_1 | type payout',
      '3 | 2026-04-29 | -250.00 | USD | REFUND FOR CHARGE (Sunset charter) | memo re_1 | ref txn_2 | type refund',
      '4 | 2026-04-28 | 2260.00 | USD | Sunset charter | fee 68.50 | memo ch_1 | ref txn_1 | type charge',
    ]);
  });

  test('itemised report, two currencies, one of them without cents', () => {
    const result = readCsv(
      `
      balance_transaction_id,created_utc,created,available_on_utc,currency,gross,fee,net,reporting_category,source_id,description,customer_facing_amount
      txn_a,2026-04-28 17:40:11,2026-04-28 10:40:11,2026-05-01 00:00:00,eur,49.00,1.67,47.33,charge,ch_9,Plan Small,49.00
      txn_b,2026-04-28 18:00:00,2026-04-28 11:00:00,2026-05-01 00:00:00,jpy,5000,180,4820,charge,ch_8,Plan Japan,5000
      txn_c,2026-04-29 00:00:00,2026-04-28 17:00:00,2026-04-29 00:00:00,eur,0.00,2.00,-2.00,fee,,Billing - Usage Fee,
      `,
      {},
    );
    expect(problemsOf(result)).toEqual([]);
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-28 | 49.00 | EUR | Plan Small | fee 1.67 | memo ch_9 | ref txn_a | type charge',
      '3 | 2026-04-28 | 5000 | JPY | Plan Japan | fee 180 | memo ch_8 | ref txn_b | type charge',
      '4 | 2026-04-29 | 0.00 | EUR | Billing - Usage Fee | fee 2.00 | ref txn_c | type fee',
    ]);
  });

  test('a net that is not amount less fee sets the row aside', () => {
    const result = readCsv(
      `
      id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)
      txn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-04-28 17:40
      txn_2,charge,ch_2,100.00,3.20,96.00,usd,2026-04-28 17:41
      `,
      {},
    );
    expect(result.rows).toHaveLength(1);
    expect(problemsOf(result)).toEqual(['3:31 net-mismatch']);
    expect(result.problems[0]?.message).toBe('100.00 less a fee of 3.20 is not the net of 96.00 that the file states');
  });
});

describe('PayPal', () => {
  test('activity download: fees are negative, what is not completed moved no money', () => {
    const result = readCsv(
      `
      "Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","Transaction ID","Item Title","Balance"
      "04/13/2026","09:15:00","PDT","Mara","Express Checkout Payment","Completed","USD","120.00","-4.68","115.32","mara@example.com","8AB","Harbor tour","115.32"
      "04/14/2026","11:00:00","PDT","Tom","Express Checkout Payment","Pending","USD","80.00","-3.12","76.88","tom@example.com","8AC","Harbor tour","115.32"
      "04/15/2026","08:00:00","PDT","","General Withdrawal","Completed","USD","-115.32","0.00","-115.32","","8AD","","0.00"
      `,
      {},
    );
    expect(result.layout['preset']).toBe('paypal');
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-13 | 120.00 | USD | Mara | fee 4.68 | memo Harbor tour | ref 8AB | type Express Checkout Payment | balance 115.32',
      '4 | 2026-04-15 | -115.32 | USD |  | ref 8AD | type General Withdrawal | balance 0.00',
    ]);
    expect(problemsOf(result)).toEqual(['3:64 not-settled']);
  });

  test('a completed authorisation has no impact on the balance', () => {
    const result = readCsv(
      `
      Date,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Balance Impact
      04/13/2026,Mara,Authorization,Completed,USD,120.00,0.00,120.00,1,Memo
      04/13/2026,Mara,Payment,Completed,USD,120.00,-4.68,115.32,2,Credit
      `,
      {},
    );
    expect(result.rows.map(({ reference }) => reference)).toEqual(['2']);
    expect(problemsOf(result)).toEqual(['2:66 not-settled']);
  });

  test('in German: decimal comma, day first, translated headings', () => {
    const result = readCsv(
      `
      "Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto","Transaktionscode","Betreff"
      "03.04.2026","09:15:00","CEST","Bäckerei Süd","Zahlung","Abgeschlossen","EUR","1.120,00","-28,23","1.091,77","9XY","Brot"
      "04.04.2026","09:15:00","CEST","Bäckerei Süd","Zahlung","Ausstehend","EUR","10,00","-0,60","9,40","9XZ",""
      `,
      {},
    );
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-03 | 1120.00 | EUR | Bäckerei Süd | fee 28.23 | memo Brot | ref 9XY | type Zahlung',
    ]);
    expect(problemsOf(result)).toEqual(['3:57 not-settled']);
  });

  test('the old export has blanks before its headings', () => {
    const result = readCsv(
      `
      Date, Time, Time Zone, Name, Type, Status, Currency, Gross, Fee, Net, Transaction ID
      "4/30/2026", "10:00:00", "PDT", "Mara", "Payment", "Completed", "USD", "12.00", "-0.65", "11.35", "7ZZ"
      `,
      {},
    );
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | 12.00 | USD | Mara | fee 0.65 | ref 7ZZ | type Payment']);
  });
});

test('Square: dollars with signs, negative fees, refunds; the currency comes from the portfolio', () => {
  const result = readCsv(`
    Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Total Collected,Source,Card,Fees,Net Total,Transaction ID,Event Type,Description
    2026-04-30,14:03:11,Pacific Time (US & Canada),"$1,200.00",$0.00,"$1,200.00",$34.56,$0.00,"$1,234.56",Register,"$1,234.56",-$32.20,"$1,202.36",TX1,Payment,"2 x Ticket, VIP"
    2026-04-30,15:10:00,Pacific Time (US & Canada),-$50.00,$0.00,-$50.00,$0.00,$0.00,-$50.00,Register,-$50.00,$0.00,-$50.00,TX2,Refund,Ticket
  `);
  expect(result.layout['preset']).toBe('square');
  expect(problemsOf(result)).toEqual([]);
  expect(rowsOf(result)).toEqual([
    '2 | 2026-04-30 | 1234.56 | USD | 2 x Ticket, VIP | fee 32.20 | ref TX1 | type Payment',
    '3 | 2026-04-30 | -50.00 | USD | Ticket | ref TX2 | type Refund',
  ]);
});

describe('a bank', () => {
  test('American: details, posting date, signed amount', () => {
    const result = readCsv(`
      Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #
      DEBIT,04/30/2026,"SHELL OIL 5744",-61.20,DEBIT_CARD,10422.11,,
      CHECK,04/29/2026,CHECK 1042,-900.00,CHECK_PAID,10483.31,1042,
      CREDIT,04/28/2026,"STRIPE TRANSFER",1941.50,ACH_CREDIT,11383.31,,
    `);
    expect(problemsOf(result)).toEqual([]);
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-30 | -61.20 | USD | SHELL OIL 5744 | memo DEBIT | type DEBIT_CARD | balance 10422.11',
      '3 | 2026-04-29 | -900.00 | USD | CHECK 1042 | memo CHECK | ref 1042 | type CHECK_PAID | balance 10483.31',
      '4 | 2026-04-28 | 1941.50 | USD | STRIPE TRANSFER | memo CREDIT | type ACH_CREDIT | balance 11383.31',
    ]);
  });

  test('American without signs: a column says debit or credit', () => {
    const result = readCsv(`
      Account Number,Transaction Description,Transaction Date,Transaction Type,Transaction Amount,Balance
      1234,Coffee,04/30/26,Debit,4.50,95.50
      1234,Interest,04/29/26,Credit,1.00,100.00
    `);
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-30 | -4.50 | USD | Coffee | type Debit | balance 95.50',
      '3 | 2026-04-29 | 1.00 | USD | Interest | type Credit | balance 100.00',
    ]);
  });

  test('British: paid out and paid in, below the account details', () => {
    const result = readCsv(
      `
      Account Name:,Harbour Trading
      Account Balance:,£120.00

      Date,Transaction type,Description,Paid out,Paid in,Balance
      30 Apr 2026,Card payment,TESCO,£4.50,,£120.00
      29 Apr 2026,Bank credit,MARA,,"£1,000.00",£124.50
      `,
      { currency: 'GBP' },
    );
    expect(result.layout['header_line']).toBe('4');
    expect(rowsOf(result)).toEqual([
      '5 | 2026-04-30 | -4.50 | GBP | TESCO | type Card payment | balance 120.00',
      '6 | 2026-04-29 | 1000.00 | GBP | MARA | type Bank credit | balance 124.50',
    ]);
  });

  test('German: semicolons, value date, currency in the heading', () => {
    const result = readCsv(
      `
      "Buchungstag";"Valuta";"Auftraggeber/Begünstigter";"Verwendungszweck";"Betrag (EUR)";"Saldo (EUR)"
      "02.04.2026";"01.04.2026";"Mühle GmbH";"Rechnung 12";"-1.234,50";"765,50"
      "03.04.2026";"03.04.2026";"Kasse";"Tageseinnahme";"412,00";"1.177,50"
      `,
      {},
    );
    expect(problemsOf(result)).toEqual([]);
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-02 | -1234.50 | EUR | Mühle GmbH | memo Rechnung 12 | balance 765.50',
      '3 | 2026-04-03 | 412.00 | EUR | Kasse | memo Tageseinnahme | balance 1177.50',
    ]);
  });

  test('German without umlauts; a column of remarks says what is only announced', () => {
    const result = readCsv(
      `
      "Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Betrag";"Waehrung";"Info"
      "DE00";"30.04.26";"30.04.26";"LASTSCHRIFT";"Strom";"Stadtwerke";"-84,12";"EUR";"Umsatz gebucht"
      "DE00";"30.04.26";"04.05.26";"LASTSCHRIFT";"Miete";"Verwalter";"-900,00";"EUR";"Umsatz vorgemerkt"
      `,
      { currency: 'USD' },
    );
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | -84.12 | EUR | Stadtwerke | memo Strom | type LASTSCHRIFT']);
    expect(problemsOf(result)).toEqual(['3:80 not-settled']);
  });

  test('French: débit and crédit, a no-break space between thousands', () => {
    const result = readCsv(
      'Date;Libellé;Débit euros;Crédit euros\n30/04/2026;"PRLV EDF";"-84,12";\n29/04/2026;"VIR CLIENT";;"1\u00a0250,00"\n',
      { currency: 'EUR', columns: { debit: 'Débit euros', credit: 'CRÉDIT EUROS' } },
    );
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-30 | -84.12 | EUR | PRLV EDF',
      '3 | 2026-04-29 | 1250.00 | EUR | VIR CLIENT',
    ]);
  });

  test('Spanish, Italian', () => {
    const spanish = readCsv('Fecha;Concepto;Importe;Saldo\n30/04/2026;LUZ;-84,12;100,00\n', { currency: 'EUR' });
    expect(rowsOf(spanish)).toEqual(['2 | 2026-04-30 | -84.12 | EUR | LUZ | balance 100.00']);
    const italian = readCsv(
      'Data contabile;Data valuta;Descrizione;Dare;Avere;Divisa\n30/04/2026;30/04/2026;ENEL;84,12;;EUR\n',
      {},
    );
    expect(rowsOf(italian)).toEqual(['2 | 2026-04-30 | -84.12 | EUR | ENEL']);
  });

  test('Dutch: compact dates, "Af" and "Bij" beside an amount without sign', () => {
    const result = readCsv(
      `
      "Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";"Mededelingen"
      "20260430";"Bakker";"NL01";"NL02";"BA";"Af";"12,50";"Betaalautomaat";"Pas 001"
      "20260429";"Klant";"NL01";"NL03";"OV";"Bij";"250,00";"Overschrijving";""
      `,
      {},
    );
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-30 | -12.50 | EUR | Bakker | memo Pas 001 | type BA',
      '3 | 2026-04-29 | 250.00 | EUR | Klant | type OV',
    ]);
    expect(result.layout['columns']).toContain('sign = Af Bij');
  });
});

describe('declared columns', () => {
  const table = `
    When,Who,How much,Extra
    2026-04-30,Mara,12.00,tip
  `;

  test('by heading, in any case', () => {
    const columns = { date: 'when', amount: 'HOW MUCH', payee: 'Who', memo: ['Extra'] };
    expect(rowsOf(readCsv(table, { currency: 'USD', columns }))).toEqual([
      '2 | 2026-04-30 | 12.00 | USD | Mara | memo tip',
    ]);
  });

  test('by number, with and without a header', () => {
    const columns = { date: '1', amount: '3', payee: '2' };
    expect(rowsOf(readCsv(table, { currency: 'USD', columns }))).toEqual(['2 | 2026-04-30 | 12.00 | USD | Mara']);
    const bare = readCsv('2026-04-30,Mara,12.00\n2026-04-29,Tom,-3.00\n', { currency: 'USD', columns });
    expect(bare.layout['header_line']).toBe('none');
    expect(rowsOf(bare)).toEqual(['1 | 2026-04-30 | 12.00 | USD | Mara', '2 | 2026-04-29 | -3.00 | USD | Tom']);
  });

  test('a column that is not there refuses the file, and says which there are', () => {
    const result = readCsv(table, { currency: 'USD', columns: { date: 'when', amount: 'Total' } });
    expect(result.rows).toEqual([]);
    expect(result.problems[0]).toMatchObject({
      code: 'column-unknown',
      expected: 'one of "When", "Who", "How much", "Extra"',
    });
  });

  test('lines above the header are skipped by number', () => {
    const result = readCsv('Date,Amount,these are not\n2026-01-01,5.00,data\nDate,Amount\n2026-04-30,12.00\n', {
      currency: 'USD',
      skip_lines: 2,
    });
    expect(rowsOf(result)).toEqual(['4 | 2026-04-30 | 12.00 | USD | ']);
  });

  test("Excel's first line names the delimiter", () => {
    expect(rowsOf(readCsv('sep=|\nDate|Amount\n2026-04-30|12.00\n'))).toEqual(['3 | 2026-04-30 | 12.00 | USD | ']);
  });
});

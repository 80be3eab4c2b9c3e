import { expect, test } from 'vitest';
import { problemsOf } from '../_shown.ts';
import { kindOf, readSheet, rowsIn, table } from './_sheet.ts';

const COLUMNS = 'number client issued due paid_on $total $tax $outstanding status currency';
const LINES = 'line number description $amount currency';

test('Stripe: currency in small letters, days of UTC, drafts by their id; what is due there is what was billed', () => {
  const sheet = readSheet(`
    id,Amount Due,Amount Paid,Currency,Customer,Customer Email,Customer Name,Date (UTC),Due Date (UTC),Finalized At (UTC),Number,Paid,Paid At (UTC),Status,Subtotal,Tax,Total
    in_1,1200.00,1200.00,usd,cus_1,ap@example.com,Acme,2026-02-01 17:40,2026-03-03 17:40,2026-02-01 18:00,QD-0001,true,2026-02-20 09:00,paid,1200.00,0.00,1200.00
    in_2,800.00,300.00,eur,cus_2,pay@example.com,,2026-03-01 08:00,2026-03-31 08:00,2026-03-01 08:10,QD-0002,false,,open,800.00,,800.00
    in_3,95.50,0.00,usd,cus_1,ap@example.com,Acme,2026-04-02 08:00,,,,false,,draft,95.50,,95.50
    in_4,50.00,0.00,usd,cus_1,ap@example.com,Acme,2026-01-02 08:00,2026-01-12 08:00,,QD-0000,false,,void,50.00,,50.00
    in_5,70.00,0.00,usd,cus_1,ap@example.com,Acme,2025-01-02 08:00,2025-02-01 08:00,,QC-0009,false,,uncollectible,70.00,,70.00
  `);
  expect(sheet.kind).toBe('invoices');
  expect(sheet.problems).toEqual([]);
  expect(table(sheet, 'invoices', COLUMNS)).toEqual([
    'QD-0001 | Acme | 2026-02-01 | 2026-03-03 | 2026-02-20 | 1200.00 | 0.00 | 0.00 | paid | USD',
    'QD-0002 | pay@example.com | 2026-03-01 | 2026-03-31 | ? | 800.00 | ? | 500.00 | open | EUR',
    'in_3 | Acme | 2026-04-02 | ? | ? | 95.50 | ? | 95.50 | draft | USD',
    'QD-0000 | Acme | 2026-01-02 | 2026-01-12 | ? | 50.00 | ? | 0.00 | void | USD',
    'QC-0009 | Acme | 2025-01-02 | 2025-02-01 | ? | 70.00 | ? | 70.00 | uncollectible | USD',
  ]);
  expect(sheet.tables?.invoice_lines).toBeUndefined();
});

const XERO =
  'ContactName,EmailAddress,InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,AccountCode,TaxType,TaxAmount,Currency,Type,Sent,Status';

test('Xero: lines make one invoice, credit notes are below zero, bills are named', () => {
  const sheet = readSheet(`
    ${XERO}
    Acme,,INV-1,,31/03/2026,14/04/2026,,115.0000,15.0000,0.0000,115.0000,,Hosting,1,40.0000,,40.0000,200,GST,6.0000,NZD,ACCREC,Sent,Awaiting Payment
    Acme,,INV-1,,31/03/2026,14/04/2026,,115.0000,15.0000,0.0000,115.0000,,Design,0.5,120.0000,,60.0000,200,GST,9.0000,NZD,ACCREC,Sent,Awaiting Payment
    Bandao,,CN-1,,15/04/2026,,,23.0000,3.0000,0.0000,23.0000,,Refund,1,20.0000,,20.0000,200,GST,3.0000,NZD,ACCRECCREDIT,,AUTHORISED
    City Power,,B-88,,01/04/2026,20/04/2026,,88.1000,11.4900,0.0000,88.1000,,Power,1,76.6100,,76.6100,400,GST,11.4900,NZD,ACCPAY,,PAID
  `);
  expect(problemsOf(sheet).map((one) => one.split(' ')[1])).toEqual(['invoice-left-out']);
  expect(table(sheet, 'invoices', COLUMNS)).toEqual([
    'INV-1 | Acme | 2026-03-31 | 2026-04-14 | ? | 115.00 | 15.00 | 115.00 | open | NZD',
    'CN-1 | Bandao | 2026-04-15 | ? | ? | -23.00 | -3.00 | -23.00 | open | NZD',
  ]);
  expect(table(sheet, 'invoice_lines', LINES)).toEqual([
    '2 | INV-1 | Hosting | 40.00 | NZD',
    '3 | INV-1 | Design | 60.00 | NZD',
    '4 | CN-1 | Refund | -20.00 | NZD',
  ]);
});

test('Xero with amounts that bear their tax: it is taken off each line', () => {
  const sheet = readSheet(`
    ${XERO}
    Acme,,INV-1,,31/03/2026,14/04/2026,,115.00,15.00,115.00,0.00,,Hosting,1,46.00,,46.00,200,GST,6.00,NZD,Sales invoice,Sent,Paid
    Acme,,INV-1,,31/03/2026,14/04/2026,,115.00,15.00,115.00,0.00,,Design,1,69.00,,69.00,200,GST,9.00,NZD,Sales invoice,Sent,Paid
  `);
  expect(sheet.problems).toEqual([]);
  expect(table(sheet, 'invoice_lines', LINES)).toEqual([
    '2 | INV-1 | Hosting | 40.00 | NZD',
    '3 | INV-1 | Design | 60.00 | NZD',
  ]);
});

test('Xero’s own template: headings with asterisks, quantity times price', () => {
  const sheet = readSheet(`
    *ContactName,*InvoiceNumber,*InvoiceDate,*DueDate,*Description,*Quantity,*UnitAmount,*AccountCode,*TaxType,Currency
    Acme,INV-2,2026-03-31,2026-04-14,Hours,2.5,95.00,200,Tax on Sales,USD
    Acme,INV-2,2026-03-31,2026-04-14,Hosting,1,12.00,200,Tax on Sales,USD
    Acme,INV-3,2026-03-31,2026-04-14,Thirds,0.333,0.10,200,Tax on Sales,USD
  `);
  expect(problemsOf(sheet).map((one) => one.split(' ')[1])).toEqual(['sheet-cell-missing', 'amount-precision']);
  expect(table(sheet, 'invoices', COLUMNS)).toEqual([
    'INV-2 | Acme | 2026-03-31 | 2026-04-14 | ? | 249.50 | ? | ? |  | USD',
  ]);
});

test('FreshBooks: no total but of each line, with its tax', () => {
  const sheet = readSheet(`
    Client Name,Invoice #,Date Issued,Invoice Status,Date Paid,Item Name,Item Description,Rate,Quantity,Discount Percentage,Line Subtotal,Tax 1 Type,Tax 1 Amount,Tax 2 Type,Tax 2 Amount,Line Total,Currency
    Acme,00042,2026-03-01,paid,2026-03-10,Web Design,Home page,75.00,10,0,750.00,VAT,150.00,,,900.00,GBP
    Acme,00042,2026-03-01,paid,2026-03-10,Hosting,Hosting,20.00,1,0,20.00,,,,,20.00,GBP
    Beta,00043,2026-03-03,overdue,,Consulting,,150.00,2,0,300.00,,,,,300.00,GBP
  `);
  expect(sheet.problems).toEqual([]);
  expect(table(sheet, 'invoices', COLUMNS)).toEqual([
    '00042 | Acme | 2026-03-01 | ? | 2026-03-10 | 920.00 | 150.00 | 0.00 | paid | GBP',
    '00043 | Beta | 2026-03-03 | ? | ? | 300.00 | 0.00 | ? | open | GBP',
  ]);
  expect(table(sheet, 'invoice_lines', LINES)[0]).toBe('2 | 00042 | Web Design: Home page | 750.00 | GBP');
  expect(rowsIn(sheet, 'invoice_lines')[1]?.['description']).toBe('Hosting');
});

test('a line that cannot be read leaves its invoice out where only the lines tell the total', () => {
  const sheet = readSheet(`
    Client Name,Invoice #,Date Issued,Invoice Status,Item Name,Line Total,Currency
    Acme,42,2026-03-01,sent,Design,750.00,USD
    Acme,42,2026-03-01,sent,Hosting,20.00 per month,USD
    Acme,43,2026-03-02,sent,Hosting,20.00,USD
  `);
  expect(problemsOf(sheet)).toEqual(['2:1 sheet-cell-missing', '3:33 amount-invalid']);
  expect(table(sheet, 'invoices', 'number $total')).toEqual(['43 | 20.00']);
});

test('QuickBooks Online’s invoice list: title lines above, a total and a remark below, the open balance tells', () => {
  const sheet = readSheet(`
    "Centaur, LLC",,,,,,,
    Invoice List,,,,,,,
    "January 1 - April 30, 2026",,,,,,,

    Date,Transaction Type,Num,Name,Memo/Description,Due Date,Amount,Open Balance
    02/03/2026,Invoice,1041,"Smith, John",Working days,03/05/2026,"1,200.00",0.00
    03/15/2026,Invoice,1042,Acme,,04/14/2026,"$2,000.00",500.00
    03/20/2026,Credit Memo,1043,Acme,Too much,03/20/2026,-100.00,-100.00
    03/21/2026,Payment,,Acme,,,-700.00,0.00
    03/22/2026,Invoice,1044,Acme,Voided,04/20/2026,0.00,0.00
    TOTAL,,,,,,"3,100.00",400.00
    "Thursday, April 30, 2026 04:19 PM GMT-7",,,,,,,
  `);
  expect(problemsOf(sheet)).toEqual(['9:12 invoice-left-out', '11:1 summary-line', '12:1 sheet-remark']);
  expect(table(sheet, 'invoices', COLUMNS)).toEqual([
    '1041 | Smith, John | 2026-02-03 | 2026-03-05 | ? | 1200.00 | ? | 0.00 | paid | USD',
    '1042 | Acme | 2026-03-15 | 2026-04-14 | ? | 2000.00 | ? | 500.00 | open | USD',
    '1043 | Acme | 2026-03-20 | 2026-03-20 | ? | -100.00 | ? | -100.00 | open | USD',
    '1044 | Acme | 2026-03-22 | 2026-04-20 | ? | 0.00 | ? | 0.00 | void | USD',
  ]);
});

test('QuickBooks Online’s transaction list by customer: the line above the records names the customer', () => {
  const sheet = readSheet(`
    Centaur
    Transaction List by Customer

    ,Date,Transaction Type,Num,Posting,Memo/Description,Account,Amount
    Acme,,,,,,,
    ,03/15/2026,Invoice,1042,Yes,Design,Accounts Receivable (A/R),"2,000.00"
    ,03/30/2026,Payment,77,Yes,,Undeposited Funds,"1,500.00"
    Total for Acme,,,,,,,"500.00"
    Bandao,,,,,,,
    ,04/15/2026,Invoice,1045,Yes,,Accounts Receivable (A/R),90.00
    Total for Bandao,,,,,,,90.00
  `);
  expect(problemsOf(sheet)).toEqual(['7:13 invoice-left-out', '8:1 summary-line', '11:1 summary-line']);
  expect(table(sheet, 'invoices', 'number client issued $total $outstanding status')).toEqual([
    '1042 | Acme | 2026-03-15 | 2000.00 | ? | ',
    '1045 | Bandao | 2026-04-15 | 90.00 | ? | ',
  ]);
});

test('Harvest’s invoice report, and a list in German with decimal commas', () => {
  const harvest = readSheet(`
    Status,Issue Date,ID,Client,Invoice Amount,Paid Amount,Balance
    Partially paid,2026-03-31,2026-001,Acme,1500.00,500.00,1000.00
  `);
  expect(table(harvest, 'invoices', 'number client $total $outstanding status')).toEqual([
    '2026-001 | Acme | 1500.00 | 1000.00 | open',
  ]);
  const german = readSheet(`
    Rechnungsnummer;Kunde;Rechnungsdatum;Fällig am;Nettobetrag;MwSt;Gesamtbetrag;Bezahlt am;Status
    R-7;Molkerei;31.03.2026;14.04.2026;1.000,00;190,00;1.190,00;10.04.2026;bezahlt
    R-7;Molkerei;31.03.2026;14.04.2026;1.000,00;190,00;1.190,00;10.04.2026;bezahlt
  `);
  expect(problemsOf(german)).toEqual(['3:1 sheet-duplicate']);
  expect(table(german, 'invoices', COLUMNS)).toEqual([
    'R-7 | Molkerei | 2026-03-31 | 2026-04-14 | 2026-04-10 | 1190.00 | 190.00 | 0.00 | paid | USD',
  ]);
});

test('lines of one invoice that disagree leave it out; the others count', () => {
  const sheet = readSheet(`
    ${XERO}
    Acme,,INV-1,,31/03/2026,14/04/2026,,100.00,0.00,0.00,100.00,,A,1,40.00,,40.00,200,,0.00,USD,ACCREC,,AUTHORISED
    Acme,,INV-1,,31/03/2026,14/04/2026,,120.00,0.00,0.00,120.00,,B,1,60.00,,60.00,200,,0.00,USD,ACCREC,,AUTHORISED
    Acme,,INV-2,,31/03/2026,14/04/2026,,10.00,0.00,0.00,10.00,,C,1,10.00,,10.00,200,,0.00,USD,ACCREC,,AUTHORISED
  `);
  expect(problemsOf(sheet)).toEqual(['3:37 invoice-lines-disagree']);
  expect(table(sheet, 'invoices', 'number')).toEqual(['INV-2']);
  expect(table(sheet, 'invoice_lines', 'number')).toEqual(['INV-2']);
});

test('a statement, a ledger and a booking sheet are no invoices', () => {
  expect(kindOf('Date,Transaction Type,Num,Name,Debit,Credit,Balance\n01/02/2026,x,1,a,1,,2')).toBeUndefined();
  expect(
    kindOf('Date,Transaction Type,Num,Name,Memo/Description,Account,Split,Amount\n01/02/2026,Invoice,1,a,b,c,d,2'),
  ).toBeUndefined();
  expect(
    kindOf('Booking ID,Customer,Created,Start Date,Total,Status\n1,Bea,2026-01-02,2026-02-03,5.00,paid'),
  ).toBeUndefined();
});

import { CURRENCY, day, duration, keys, minutes, money, text, yesNo } from '../field.ts';
import { firstWords, numberIn, type Cells, type SheetKind } from '../kind.ts';

/** A time of day or hours and minutes are more exact than hours with two digits, which stand beside them. */
function row(cells: Cells): Cells {
  const seconds = numberIn(cells, 'duration') ?? numberIn(cells, 'hours') ?? numberIn(cells, 'minutes');
  const name = [firstWords(cells, 'first_name'), firstWords(cells, 'last_name')].filter(Boolean).join(' ');
  return { seconds, person: name || firstWords(cells, 'person', 'email') };
}

/** Hours worked, as Toggl, Harvest and Clockify export them, and as people write them down. */
export const time: SheetKind = {
  kind: 'time',
  table: 'time_entries',
  record: 'a time entry',
  fields: {
    client: text(
      'client, client name, customer, customer name, kunde, kundin, kundenname, auftraggeber, cliente, client',
    ),
    project: text('project, project name, matter, projekt, projektname, proyecto, projet'),
    task: text(
      'task, task name, activity, activity type, service, work type, aufgabe, tatigkeit, leistung, tarea, actividad, tache',
    ),
    description: text(
      'description, notes, note, comment, comments, details, what, beschreibung, notiz, notizen, bemerkung, descripcion, notas, remarque',
    ),
    person: text(
      'user, user name, person, employee, team member, member, staff, consultant, who, name, mitarbeiter, mitarbeiterin, benutzer, benutzerin, usuario, empleado, utilisateur, collaborateur',
    ),
    first_name: text('first name, vorname, nombre, prenom'),
    last_name: text('last name, surname, nachname, apellidos, nom'),
    email: text('email, e mail, user email, correo electronico'),
    date: day(
      'start date, date, day, work date, entry date, spent date, spent on, datum, startdatum, tag, arbeitstag, fecha, fecha de inicio, dia, date de debut, jour',
    ),
    duration: duration(
      'duration, duration h, duration hh mm ss, duration h mm ss, time h, time, time spent, dauer, dauer h, zeit, duracion, tiempo, duree, duree h, temps',
    ),
    hours: duration(
      'hours, duration decimal, time decimal, decimal hours, hours decimal, duration hours, hours spent, hours worked, stunden, stunden dezimal, dauer dezimal, anzahl stunden, horas, duracion decimal, heures, duree decimale, hours rounded',
    ),
    minutes: minutes('minutes, duration minutes, duration min, minuten, minutos'),
    billable: yesNo('billable, is billable, billable status, abrechenbar, verrechenbar, fakturierbar, facturable'),
    invoiced: yesNo(
      'invoiced, is invoiced, billed, invoice status, abgerechnet, verrechnet, fakturiert, facturado, facture',
    ),
    rate: money(
      'billable rate, hourly rate, rate, bill rate, billing rate, stundensatz, satz, tarifa, tarifa por hora, taux horaire, taux',
    ),
    amount: money(
      'billable amount, amount, billing amount, total amount, betrag, umsatz, abrechenbarer betrag, importe, importe facturable, montant, montant facturable',
    ),
    currency: CURRENCY,
  },
  columns: [['date'], ['duration', 'hours', 'minutes'], ['client', 'project', 'task', 'description', 'person']],
  cells: [['date'], ['duration', 'hours', 'minutes']],
  tells: [
    ['billable'],
    ['person', 'project'],
    ['first_name', 'project'],
    ['client', 'project'],
    ['client', 'task'],
    ['project', 'task'],
    ['client', 'hours', 'description'],
    ['client', 'hours', 'person'],
  ],
  never: keys('check in, check out, nights, guests, balance, debit, credit, kontostand, saldo'),
  row,
};

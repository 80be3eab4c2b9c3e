import { paper } from '../lib/sheet.mjs';

const CITY = 'City of San Diego, Office of the City Treasurer';

/** What is on file of each business. */
export function papers() {
  return new Map([
    ['papers/jada/certificate-of-documentation.txt', paper({ title: 'Certificate of documentation', by: 'National Vessel Documentation Center', to: 'JADA', number: '0000214', issued: '2026-02-17', ends: '2027-02-28' })],
    ['papers/jada/charter-permit.txt', paper({ title: 'Commercial charter permit', by: 'Port of San Diego', to: 'JADA', number: 'CCP-118', issued: '2025-07-01', ends: '2027-06-30' })],
    ['papers/jada/business-tax.txt', paper({ title: 'Business tax certificate', by: CITY, to: 'JADA', number: 'B-20240411', issued: '2026-01-02', ends: '2026-12-31' })],
    ['papers/jada/charter-agreement.txt', paper({ title: 'Charter agreement, form of 2025', by: 'JADA', to: 'guests', number: '3', issued: '2025-03-01', words: ['The whole price is paid when the day is booked. Half goes back until seven days before.', 'The captain decides whether the weather allows the trip.'] })],
    ['papers/jada/survey-2025.txt', paper({ title: 'Condition and valuation survey', by: 'Point Loma Marine Surveys', to: 'JADA', number: 'S-2025-031', issued: '2025-03-15' })],
    ['papers/queen/business-tax.txt', paper({ title: 'Business tax certificate', by: CITY, to: 'QueenofSanDiego', number: 'B-20240412', issued: '2026-01-02', ends: '2026-12-31' })],
    ['papers/queen/performance-agreement.txt', paper({ title: 'Performance agreement, form of 2025', by: 'QueenofSanDiego', to: 'venues', number: '2', issued: '2025-01-20', words: ['Half of the fee is due when the evening is booked, half on the evening.'] })],
    ['papers/quickdump/waste-hauler-licence.txt', paper({ title: 'Solid waste hauler licence', by: 'County of San Diego', to: 'QuickDumpNow', number: 'SWH-0417', issued: '2025-11-01', ends: '2026-10-31' })],
    ['papers/quickdump/truck-registration.txt', paper({ title: 'Vehicle registration, dump truck', by: 'Department of Motor Vehicles', to: 'QuickDumpNow', number: '8X00417', issued: '2026-02-01', ends: '2027-01-31' })],
    ['papers/centaur/business-tax.txt', paper({ title: 'Business tax certificate', by: CITY, to: 'DangerousCentaur LLC', number: 'B-20240414', issued: '2026-01-02', ends: '2026-12-31' })],
    ['papers/centaur/statement-of-information.txt', paper({ title: 'Statement of information', by: 'Secretary of State', to: 'DangerousCentaur LLC', number: 'SOI-2025-4141', issued: '2025-06-18', ends: '2027-06-30' })],
    ['papers/rental/studio-final-inspection.txt', paper({ title: 'Final inspection, garage studio', by: 'City of San Diego, Development Services', to: '3028 51st St', number: 'PRJ-3028', issued: '2026-02-12' })],
    ['papers/rental/rental-unit-tax.txt', paper({ title: 'Rental unit business tax certificate', by: CITY, to: '3028 51st St', number: 'R-3028', issued: '2026-01-02', ends: '2026-12-31' })],
    ['papers/delivery/business-tax.txt', paper({ title: 'Business tax certificate', by: CITY, to: 'Expert Yacht Delivery', number: 'B-20240416', issued: '2026-01-02', ends: '2026-12-31' })],
    ['papers/delivery/delivery-terms.txt', paper({ title: 'Terms of delivery, form of 2025', by: 'Expert Yacht Delivery', to: 'owners', number: '4', issued: '2025-02-10', words: ['What is due ahead is paid before the lines are cast off.'] })],
  ]);
}

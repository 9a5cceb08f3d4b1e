/** Invents a list of agencies in the layout of eMigrate: names, numbers, days, addresses and telephone numbers of usual length. */
import { DAY_MS } from '../../../../utils/indicators/day-number.ts';
import { seededRandom } from '../../../setup/seeded-random.ts';

export interface InventedRow {
  name: string;
  number: string;
}

const SYLLABLES = 'ba ka ra sha na mi la do ve tu ri go sa ni ma he ju pa lo ki an el or ar ing ton dar wal'.split(' ');
const TRADES = [
  'Overseas Consultants Pvt. Ltd.',
  'International Manpower Services',
  'HR Recruitment Private Limited',
  'Placement Services',
  'Travels & Tours',
  'Human Resources Consultancy',
  'Enterprises',
  'Recruiting Agency',
];
const CITIES = ['MUM', 'DEL', 'CHE', 'KOC', 'HYD', 'CHD', 'JPR', 'KOL'];
const STREETS = [
  'Station Road',
  'Main Bazaar',
  'Market Lane',
  'Gandhi Nagar',
  'Industrial Area',
  'MG Road',
  'Link Road',
];
const TOWNS = [
  'Mumbai 400058',
  'New Delhi 110025',
  'Chennai 600008',
  'Kochi 682016',
  'Hyderabad 500029',
  'Jaipur 302001',
];

export function inventRegisterCsv(count: number): { csv: string; rows: InventedRow[] } {
  const random = seededRandom(2026);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const word = (): string => {
    const text = Array.from({ length: 2 + below(2) }, () => pick(SYLLABLES)).join('');
    return `${text[0]?.toUpperCase()}${text.slice(1)}`;
  };
  const rows: InventedRow[] = [];
  const cells: string[][] = [];
  for (let at = 0; at < count; at++) {
    const name = `${word()} ${word()} ${pick(TRADES)}`;
    const city = pick(CITIES);
    const number = `B-${String(100 + (at % 9000)).padStart(4, '0')}/${city}/${pick(['PART', 'PER', 'COM'])}/${pick(['100', '300', '1000+'])}/5/${3000 + at}/${2006 + below(18)}`;
    rows.push({ name, number });
    const until = new Date(Date.UTC(2026, 10, 20) + below(1500) * DAY_MS).toISOString().slice(0, 10);
    const address = `${1 + below(400)}, ${pick(STREETS)}, ${pick(TOWNS)}`;
    const status = random() < 0.93 ? 'Active' : pick(['Suspended', 'Cancelled']);
    cells.push([number, name, status, until, address]);
  }
  const header = ['RC Number', 'RA Name', 'RC Status', 'RC Valid Upto', 'RA Address'];
  // Separated by tabs, because addresses hold commas
  return { csv: [header, ...cells].map((line) => line.join('\t')).join('\n'), rows };
}

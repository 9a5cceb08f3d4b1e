/** When browsers are open. They ask for the list at each start, and about every six hours while they run. */
import { SYNC_PERIOD_MINUTES, syncDelayMinutes } from '../../../../utils/background/sync-alarm.ts';
import type { Random } from '../../../setup/seeded-random.ts';

export interface Habit {
  name: string;
  /** Of all installs. */
  share: number;
  /** Sessions a day, and how long one is, in hours. */
  sessions: number;
  hours: number;
}

/** Assumptions, not measurements: nobody counts our users. */
export const HABITS: readonly Habit[] = [
  { name: 'always on', share: 0.2, sessions: 0, hours: 24 },
  { name: 'twice a day', share: 0.5, sessions: 2, hours: 3 },
  { name: 'every other day', share: 0.2, sessions: 0.5, hours: 1 },
  { name: 'once a week', share: 0.1, sessions: 1 / 7, hours: 1 },
];

/** Minutes since the simulation's start. */
export interface Install {
  sessions: { from: number; to: number }[];
  syncs: number[];
}

const DAY_MINUTES = 1440;

/**
 * Relative number of session starts in each hour, for readers of one time zone: evenings are busy, nights are quiet.
 */
const BUSY = [1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 6, 7, 7, 6, 6, 6, 7, 8, 10, 11, 10, 7, 3];
const BUSY_TOTAL = BUSY.reduce((sum, each) => sum + each, 0);

export function drawInstall(random: Random, days: number): Install {
  const habit = drawHabit(random);
  const sessions = habit.sessions === 0 ? [{ from: 0, to: days * DAY_MINUTES }] : drawSessions(habit, random, days);
  return { sessions, syncs: syncsOf(sessions, random, habit.sessions === 0) };
}

function drawHabit(random: Random): Habit {
  let left = random();
  for (const habit of HABITS) {
    left -= habit.share;
    if (left < 0) return habit;
  }
  return HABITS[0] as Habit;
}

function drawSessions({ sessions, hours }: Habit, random: Random, days: number): Install['sessions'] {
  const drawn: Install['sessions'] = [];
  for (let day = 0; day < days; day++) {
    const whole = Math.floor(sessions) + (random() < sessions % 1 ? 1 : 0);
    for (let at = 0; at < whole; at++) {
      const from = day * DAY_MINUTES + drawMinute(random);
      drawn.push({ from, to: Math.min(from + hours * 60 * (0.5 + random()), days * DAY_MINUTES) });
    }
  }
  drawn.sort((a, b) => a.from - b.from);
  // What overlaps is one session.
  return drawn.reduce<Install['sessions']>((all, session) => {
    const last = all.at(-1);
    if (last !== undefined && session.from <= last.to) last.to = Math.max(last.to, session.to);
    else all.push({ ...session });
    return all;
  }, []);
}

function drawMinute(random: Random): number {
  let left = random() * BUSY_TOTAL;
  for (const [hour, busy] of BUSY.entries()) {
    left -= busy;
    if (left < 0) return hour * 60 + random() * 60;
  }
  return DAY_MINUTES - 1;
}

/** As in sync-alarm.ts: a start of the browser and each alarm sync, and both set the next alarm. */
function syncsOf(sessions: Install['sessions'], random: Random, wasRunning: boolean): number[] {
  const syncs: number[] = [];
  for (const { from, to } of sessions) {
    // Who never closes the browser is somewhere between two alarms.
    let at = wasRunning ? from + random() * SYNC_PERIOD_MINUTES : from;
    for (; at < to; at += syncDelayMinutes(random())) syncs.push(at);
  }
  return syncs;
}

/** The list's figures as a table, with the bars that they must keep beside them. */
import { LIST_BARS, type ListMeasures } from '../list.ts';
import { table } from '../report.ts';

type Line = readonly string[];

export function reportList(of: ListMeasures): string {
  const lookUp = (name: string): number => of.lookUp[name]?.ns ?? Number.NaN;
  const own = lookUp('own');
  const { coldStart: cold, memory } = of;
  const peers = ['@ghostery/adblocker', 'eth-phishing-detect'] as const;
  return [
    `${of.entries} entries, in Chromium; look-ups are misses, starts are medians, candidates in turn`,
    table(
      ['the list', 'here', 'bar', ''],
      [
        atMost('hash part on the wire, times the information bound', of.wire.ratio, LIST_BARS.wire),
        atMost('look-up, times hashing in place', of.lookUp['own']?.ratio ?? Number.NaN, LIST_BARS.lookUp),
        atLeast('native Set, times our look-up', lookUp('native Set') / own, LIST_BARS.lookUpToSet),
        atMost('stopped worker to first answer, times an empty worker', of.coldRatio, LIST_BARS.coldStart),
        atMost('the same where the answer is a hit', of.coldHitRatio, null),
        atMost('memory, MB', memory.own / 1e6, LIST_BARS.memoryMb),
        atMost('1 % delta on the wire, times the bound', of.delta.bytes / of.delta.bound, LIST_BARS.deltaWire),
        atMost('1 % delta applied, times a copy', of.delta.ratio, LIST_BARS.deltaApply),
        atLeast(
          'look-up of the better package, times ours',
          Math.min(...peers.map(lookUp)) / own,
          LIST_BARS.lookUpToPeers,
        ),
        atLeast(
          'start of the better package, times ours',
          Math.min(cold.ghostery, cold.phishing) / cold.own,
          LIST_BARS.coldStartToPeers,
        ),
        atMost('memory, times that of the leaner package', memory.own / Math.min(memory.ghostery, memory.phishing), 1),
      ],
    ),
    table(
      ['look-up of a name that is not listed', 'ns', 'times hashing'],
      Object.entries(of.lookUp).map(([name, { ns, ratio }]) => [name, fixed(ns), fixed(ratio)]),
    ),
    table(
      ['worker', 'ms from stopped to answer', 'MB of the list'],
      (['empty', 'own', 'ghostery', 'phishing'] as const).map((name) => [
        NAMES[name],
        fixed(cold[name]),
        fixed(memory[name] / 1e6),
      ]),
    ),
    table(
      ['bytes and times', '', 'bound or copy'],
      [
        ['hash part on the wire, bytes', String(of.wire.bytes), String(Math.ceil(of.wire.bound))],
        ['delta of 1 %, bytes', String(of.delta.bytes), String(Math.ceil(of.delta.bound))],
        ['delta of 1 %, applied, ms', fixed(of.delta.applyMs), fixed(of.delta.copyMs)],
      ],
    ),
  ].join('\n\n');
}

const NAMES = {
  empty: 'empty',
  own: 'own',
  ghostery: '@ghostery/adblocker',
  phishing: 'eth-phishing-detect',
} as const;

function atMost(name: string, value: number, bar: number | null): Line {
  if (bar === null) return [name, fixed(value), '', ''];
  return [name, fixed(value), `${bar} or less`, value <= bar ? 'kept' : 'MISSED'];
}

function atLeast(name: string, value: number, bar: number): Line {
  return [name, fixed(value), `${bar} or more`, value >= bar ? 'kept' : 'MISSED'];
}

const fixed = (value: number): string => (value < 10 ? value.toFixed(3) : value.toFixed(1));

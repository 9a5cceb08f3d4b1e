import { describe, expect, it } from 'vitest';
import {
  NEXT_WARNING_COMMAND,
  startNextWarningCommand,
  type NextWarningDeps,
} from '../../../utils/background/next-warning-command.ts';

function setUp(tabIds: number[]) {
  const sent: unknown[] = [];
  let press: (command: string) => void = () => undefined;
  const commands = { onCommand: { addListener: (listener: typeof press) => void (press = listener) } };
  const tabs = {
    query: async () => tabIds.map((id) => ({ id })),
    sendMessage: async (id: number, message: unknown) => {
      sent.push([id, message]);
      throw new Error('no receiver');
    },
  };
  startNextWarningCommand({ browser: { commands }, tabs } as unknown as NextWarningDeps);
  return { sent, press: async (command: string) => (press(command), new Promise((resolve) => setTimeout(resolve))) };
}

describe('startNextWarningCommand', () => {
  it('sends the command to the active tab, and accepts a tab without a receiver', async () => {
    const { sent, press } = setUp([7]);
    await press(NEXT_WARNING_COMMAND);
    expect(sent).toEqual([[7, { name: 'page.next-warning', data: null }]]);
  });

  it('ignores other commands and windows without a tab', async () => {
    const other = setUp([7]);
    await other.press('another-command');
    const none = setUp([]);
    await none.press(NEXT_WARNING_COMMAND);
    expect([...other.sent, ...none.sent]).toEqual([]);
  });

  it('does nothing in a browser without commands', () => {
    const tabs = {} as NextWarningDeps['tabs'];
    expect(() => startNextWarningCommand({ browser: {}, tabs })).not.toThrow();
  });
});

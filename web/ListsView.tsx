/** The lists in use on the site, their age, and adding a publisher by link. Loaded after the page is usable. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import '../components/options/options.css';
import { SubscriptionsPart } from '../components/options/SubscriptionsPart.tsx';
import { useTranslator } from '../components/translator.ts';
import { ChannelLine } from '../components/ui/ChannelLine.tsx';
import type { ChannelInfo, ChannelPreview } from '../utils/contracts/channel-status.ts';
import type { SiteLists } from './start-lists.ts';

interface Props {
  lists: SiteLists;
  /** Called with the channels after each change. */
  onChannels: (channels: readonly ChannelInfo[]) => void;
}

/** Age after which a list is fetched again when the page opens, in milliseconds: six hours. */
const MAX_AGE_MS = 6 * 3_600_000;

export function ListsView({ lists, onChannels }: Props): JSX.Element {
  const { t } = useTranslator();
  const [channels, setChannels] = useState<readonly ChannelInfo[] | null>(null);
  const [offer, setOffer] = useState<{ text: string; preview: ChannelPreview } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  function show(current: readonly ChannelInfo[]): void {
    setChannels(current);
    onChannels(current);
  }

  async function run(action: () => Promise<string | null>): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      setProblem(await action());
    } catch {
      setProblem('other');
    }
    setBusy(false);
  }

  async function refresh(): Promise<void> {
    const stored = await lists.channels();
    show(stored);
    const isOld = ({ state }: ChannelInfo): boolean =>
      state.checkedAt === null || Date.now() - Date.parse(state.checkedAt) > MAX_AGE_MS;
    if (stored.some(isOld)) show(await lists.sync());
  }

  useEffect(() => void run(async () => (await refresh(), null)), []);

  const own = channels?.find((channel) => channel.own);
  return (
    <aside class="column wide rows" id="lists" aria-label={t('lists.title')}>
      {own === undefined ? null : (
        <section class="card rows">
          <ChannelLine channel={own} now={Date.now()} />
        </section>
      )}
      <SubscriptionsPart
        channels={channels}
        preview={offer?.preview ?? null}
        problem={problem}
        isBusy={isBusy}
        known={[]}
        now={Date.now()}
        onRead={(text) =>
          void run(async () => {
            const found = await lists.preview(text);
            if ('problem' in found) return found.problem;
            setOffer({ text, preview: found });
            return null;
          })
        }
        onAdd={() =>
          void run(async () => {
            if (offer === null) return null;
            const refusal = await lists.add(offer.text, offer.preview.fingerprint);
            if (refusal !== null) return refusal.problem;
            setOffer(null);
            show(await lists.channels());
            return null;
          })
        }
        onCancel={() => setOffer(null)}
        onRemove={(id) =>
          void run(async () => {
            await lists.remove(id);
            show(await lists.channels());
            return null;
          })
        }
      />
    </aside>
  );
}

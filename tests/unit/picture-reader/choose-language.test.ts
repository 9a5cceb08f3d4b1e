import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../utils/picture/grey-image.ts';
import type { LineImage } from '../../../utils/picture/line-image.ts';
import { LANGUAGE_MODELS } from '../../../utils/picture/language-models.ts';
import type { ScriptGuess } from '../../../utils/picture/script-classifier.ts';
import { chooseLanguage, requireModel, type ModelDeps } from '../../../utils/picture-reader/choose-language.ts';
import type { Recognised } from '../../../utils/picture-reader/recogniser.ts';

const IMAGE: LineImage = { width: 1, height: 1, data: new Uint8Array(1), scale: 1 };
const guess = (script: ScriptGuess['script'], probability: number): ScriptGuess => ({ script, probability });

type Reading = Recognised | ((image: GreyImage) => Recognised);

/**
 * A device with models of the languages that `readings` names; each reads every line so. `fetched` are the models that
 * were taken from the store.
 */
function device(readings: Record<string, Reading>) {
  const tried: string[] = [];
  const fetched: string[] = [];
  const added = new Set<string>();
  let current = '';
  const tagOf = (code: string): string =>
    Object.entries(LANGUAGE_MODELS).find(([, model]) => model.code === code)?.[0] ?? '';
  const deps: ModelDeps = {
    store: {
      model: (tag) => {
        if (!(tag in readings)) return Promise.resolve(null);
        fetched.push(tag);
        return Promise.resolve(new Uint8Array(1));
      },
    },
    download: null,
    canDownload: false,
    recogniser: {
      has: (code) => added.has(code),
      add: (code) => void added.add(code),
      use: (codes) => {
        current = tagOf(codes[0] ?? '');
        tried.push(current);
      },
      read: (image) => {
        const reading = readings[current]!;
        return typeof reading === 'function' ? reading(image) : reading;
      },
    },
  };
  return { deps, tried, fetched };
}

describe('chooseLanguage', () => {
  const mixed = { text: 'Chao em, Бёп chi пНап lai nguai tu сбпд ty', confidence: 88 };

  it('reads Vietnamese with its own model before a script that only looks like it', async () => {
    const { deps, tried, fetched } = device({
      en: { text: 'Tuyen nguoi lam viec, luong 25 trieu mot thang', confidence: 75 },
      vi: { text: 'Tuyển người làm việc, lương 25 triệu một tháng', confidence: 96 },
      ru: mixed,
    });
    expect(await chooseLanguage([guess('latin', 0.99), guess('cyrillic', 0.01)], [IMAGE], deps)).toBe('vi');
    expect(tried).toEqual(['en', 'vi', 'vi']);
    // The recogniser keeps its models: a second copy would take megabytes.
    expect(fetched).toEqual(['en', 'vi']);
  });

  it('does not take Latin letters for Russian because the Russian model reads them with more confidence', async () => {
    const { deps } = device({ en: { text: 'Kabayan expired na visa dyan', confidence: 70 }, ru: mixed });
    expect(await chooseLanguage([guess('latin', 0.99), guess('cyrillic', 0.01)], [IMAGE], deps)).toBe('en');
  });

  it('reads Russian where its model reads Cyrillic, though the letters look more like Latin ones', async () => {
    const { deps } = device({
      en: { text: 'ObmeHHoe 6iopo c nnueH3nen', confidence: 49 },
      ru: { text: 'Обменное бюро с лицензией', confidence: 94 },
    });
    expect(await chooseLanguage([guess('latin', 0.99), guess('cyrillic', 0.01)], [IMAGE], deps)).toBe('ru');
  });

  it.each([
    ['ur', 'پیکٹ چھپانا اور تصویر', 81, 84],
    ['ar', 'مندوبین لتجمیع شباب للسفر', 81, 78],
  ])('tells Urdu from Arabic by letters that Arabic lacks: %s', async (language, asUrdu, urdu, arabic) => {
    const { deps } = device({
      ar: { text: 'بيكث جهيانا اور تصوير', confidence: arabic },
      ur: { text: asUrdu, confidence: urdu },
    });
    expect(await chooseLanguage([guess('arabic', 0.99)], [IMAGE], deps)).toBe(language);
  });

  it.each([
    ['zh-Hans', 91, 93],
    ['zh-Hant', 86, 92],
  ])('takes Chinese for traditional only where that model leads clearly: %s', async (language, simple, traditional) => {
    const { deps } = device({
      'zh-Hans': { text: '带人过来', confidence: simple },
      'zh-Hant': { text: '帶人過來', confidence: traditional },
    });
    expect(await chooseLanguage([guess('han', 0.99)], [IMAGE], deps)).toBe(language);
  });

  it('keeps Lao where the Thai model reads it with a little more confidence', async () => {
    const { deps } = device({
      lo: { text: 'ມີວຽກລົມກັບຜູ້ສາວ', confidence: 72 },
      th: { text: 'ปิวฮูภลิมภิยผู้สจว', confidence: 82 },
    });
    expect(await chooseLanguage([guess('lao', 0.98), guess('thai', 0.0001)], [IMAGE], deps)).toBe('lo');
  });

  it('reads Japanese with its own model where the script looks Chinese', async () => {
    const { deps } = device({
      'zh-Hans': { text: '补习校〇补习授业', confidence: 73 },
      ja: { text: '土曜の補習授業', confidence: 86 },
    });
    expect(await chooseLanguage([guess('han', 0.9999), guess('japanese', 0.00001)], [IMAGE], deps)).toBe('ja');
  });

  it('compares models by the long lines more than by a name', async () => {
    const [name, long] = [IMAGE, { ...IMAGE, width: 10 }];
    const { deps } = device({
      'zh-Hans': ({ width }) => ({ text: '恭喜你入围', confidence: width === 1 ? 40 : 93 }),
      'zh-Hant': ({ width }) => ({ text: '恭喜你入圍', confidence: width === 1 ? 95 : 87 }),
    });
    expect(await chooseLanguage([guess('han', 1)], [name, long], deps)).toBe('zh-Hans');
  });

  it('reads in English what a language without a model here would read better', async () => {
    const { deps } = device({ en: { text: 'Tuyen nguoi lam viec, luong 25 trieu mot thang', confidence: 75 } });
    expect(await chooseLanguage([guess('latin', 1)], [IMAGE], deps)).toBe('en');
  });

  it('names the language of the likeliest script when it has no model and no other reads well', async () => {
    const { deps } = device({ en: { text: 'x', confidence: 20 } });
    await expect(chooseLanguage([guess('khmer', 0.9), guess('latin', 0.1)], [IMAGE], deps)).rejects.toMatchObject({
      fault: 'language',
      message: 'km',
    });
    await expect(requireModel('km', { ...deps, canDownload: true })).rejects.toMatchObject({ fault: 'missing' });
  });
});

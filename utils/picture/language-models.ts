/**
 * The models by which Tesseract reads each language. Only a file with this digest is ever loaded, wherever it came from.
 * English and Thai: `best_int` of tessdata 4.0.0; the others: `tessdata_fast` 4.1.0. Licence: Apache-2.0.
 */
export interface LanguageModel {
  /** Tesseract's name of the language. */
  code: string;
  /** Size of `<code>.traineddata`. */
  bytes: number;
  /** SHA-256 of `<code>.traineddata`, hex. */
  sha256: string;
  /** Whether the word list is left out: that of English is half of the file, and reading needs it little. */
  isWithoutDictionary?: true;
}

/** By BCP 47 tag. */
export const LANGUAGE_MODELS: Readonly<Record<string, LanguageModel>> = {
  en: {
    code: 'eng',
    bytes: 1504304,
    sha256: '89ab69e95db43c35c2b816e276451473551a3e19a39bdce1a71983bd730e2cac',
    isWithoutDictionary: true,
  },
  'zh-Hans': {
    code: 'chi_sim',
    bytes: 2469156,
    sha256: 'a5fcb6f0db1e1d6d8522f39db4e848f05984669172e584e8d76b6b3141e1f730',
  },
  'zh-Hant': {
    code: 'chi_tra',
    bytes: 2366642,
    sha256: '529c5b5797d64b126065cd55f2bb4c7fd7b15790798091b1ff259941a829330b',
  },
  th: { code: 'tha', bytes: 1072730, sha256: 'e8cf7af22c02b1cbd1b3a29a76c8e8bacc22c67dac28d8c95a2b40f36c359a70' },
  vi: { code: 'vie', bytes: 531275, sha256: '79df64caf7bcfb2a27df5042ecb6121e196eada34da774956995747636d5bfa1' },
  id: { code: 'ind', bytes: 1122661, sha256: '69786901da87ab8766c1ea7fbb10b28f2110c14da3f6c8f2735df131fba95d88' },
  ms: { code: 'msa', bytes: 1747801, sha256: 'e41a3e5febfec50c90371eb1cbb17a48b10cad387900e3420b1f134c1b766cba' },
  tl: { code: 'fil', bytes: 1841715, sha256: '2b17f68014ab44b88b5e2334ebcd0ce0090d9af7c6fbef6fab22e0bbd9a934dd' },
  ja: { code: 'jpn', bytes: 2471260, sha256: '1f5de9236d2e85f5fdf4b3c500f2d4926f8d9449f28f5394472d9e8d83b91b4d' },
  ko: { code: 'kor', bytes: 1677415, sha256: '6b85e11d9bbf07863b97b3523b1b112844c43e713df8b66418a081fd1060b3b2' },
  my: { code: 'mya', bytes: 4640561, sha256: '02aa6c25cfe9e583fa7b5d4131eac948f962308983f0f397df077dea58212b03' },
  km: { code: 'khm', bytes: 1446926, sha256: '47f110575341b322052f3becbefee61a3ecf1ef549352b5d4d33d28afe30d099' },
  lo: { code: 'lao', bytes: 6386744, sha256: '20124962e93e68121e02c49a949d1f9df5db87dd62e5e4aa578362ca532444f8' },
  hi: { code: 'hin', bytes: 1122751, sha256: '4c73ffc59d497c186b19d1e90f5d721d678ea6b2e277b719bee4e2af12271825' },
  bn: { code: 'ben', bytes: 855841, sha256: '31163084c279aaebd376216f0c3d5c17ad4b5fee8db49dae79c20000b5de5964' },
  ur: { code: 'urd', bytes: 1398718, sha256: '62e8250ce2a994106e313a82e26a516a39e2cf159d0ce3c5b5008387fd0d555f' },
  ne: { code: 'nep', bytes: 1002911, sha256: '280ba9450b4f21afbf5985e0de87857b75a972577c50ef0603c141ddde4f1cb8' },
  si: { code: 'sin', bytes: 1727413, sha256: 'bc75c6df2375a30c9f7e759fa7d4b58ae3ecf9ce72668a702d01acb13e551422' },
  ta: { code: 'tam', bytes: 3237963, sha256: 'd02fbec24be4b07e32e80d0ccfc3b6b67a3c5d61c9d0a7c8532677990912c6ec' },
  pt: { code: 'por', bytes: 1982756, sha256: 'c4932b937207a9514b7514d518b931a99938c02a28a5a5a553f8599ed58b7deb' },
  es: { code: 'spa', bytes: 2294433, sha256: '6f2e04d02774a18f01bed44b1111f2cd7f3ba7ac9dc4373cd3f898a40ea6b464' },
  ru: { code: 'rus', bytes: 3861738, sha256: 'e16e5e036cce1d9ec2b00063cf8b54472625b9e14d893a169e2b0dedeb4df225' },
  sw: { code: 'swa', bytes: 2167651, sha256: '395439d1ec308535066cbaea9b15e0e4cc81f8609170af76ab7e7e8d3ec42f3e' },
  am: { code: 'amh', bytes: 5470094, sha256: '3ec3311833a108e07d58a1152b00c0cf1848752e4f85769d46e8ca2b718a2ccc' },
  fr: { code: 'fra', bytes: 1130365, sha256: 'ced037562e8c80c13122dece28dd477d399af80911a28791a66a63ac1e3445ca' },
  ar: { code: 'ara', bytes: 1432056, sha256: 'e3206d3dc87fd50c24a0fb9f01838615911d25168f4e64415244b67d2bb3e729' },
};

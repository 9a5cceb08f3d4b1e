/** Recognises a person's name among the short texts of an account menu. */

/** Words about accounts and navigation, in the languages of the supported sites. None is part of a name. */
const NOT_A_NAME = new Set(
  `account accounts avatar profile profiles user users member members me my mine you your menu photo picture image icon logo
  settings setting sign log in out up login logout signin signout signup register join now home job jobs work works career careers find search
  saved save alert alerts employer employers employee recruiter recruiters company companies messages message messaging
  notifications notification inbox help support premium upgrade free post posts feed network reviews review salary salaries
  salaries resume resumes cv upload apply applied applications application dashboard language english about contact us the of for and
  to open close view edit manage switch welcome back hello hi guest anonymous default undefined null name email phone
  privacy terms online offline app download download get started create build learning business
  perfil cuenta usuario menú inicio empleo empleos trabajo sesión iniciar ajustes conta usuário minha vagas entrar
  compte profil utilisateur emploi emplois connexion accueil konto benutzer anmelden abmelden stellen
  account gebruiker akun pengguna masuk keluar lowongan kerja pekerjaan beranda akaun pengaturan log masuk
  hesap hesabım profilim kullanıcı giriş iş ilanları
  аккаунт профиль пользователь мой моя войти выйти вакансии работа главная резюме
  ملفي حسابي الملف الشخصي حساب المستخدم تسجيل الدخول وظائف اكاونت پروفائل
  プロフィール アカウント マイページ ログイン ユーザー 会員 求人 個人資料 个人资料 账户 帳戶 账号 帳號 我的 登录 登入 注册 用户 用戶 头像 頭像 个人中心 職位 职位
  프로필 계정 내 로그인 회원 마이페이지 채용 โปรไฟล์ บัญชี บัญชีของฉัน เข้าสู่ระบบ ผู้ใช้ งาน ของฉัน หน้าแรก
  प्रोफ़ाइल खाता मेरा लॉग इन नौकरी প্রোফাইল অ্যাকাউন্ট আমার লগইন චරිතාපදානය ගිණුම சுயவிவரம் கணக்கு
  ប្រវត្តិរូប គណនី ປະຫວັດ ບັນຊີ ပရိုဖိုင် အကောင့် መገለጫ መለያ wasifu akaunti`
    .toLowerCase()
    .split(/\s+/u),
);

/** The same, for words that exclude a name only together. */
const NOT_A_NAME_PHRASE =
  /hồ sơ|tài khoản|người dùng|của tôi|đăng nhập|việc làm|công ty|trang chủ|akun saya|saya punya|mi cuenta|mon compte/iu;

/** Phrases around a name in labels: "Photo of A B", "A B's profile", "Account menu for A B". */
const SURROUNDING_PHRASES = [
  /^.{0,30}\b(?:photo|picture|avatar|image|profile|menu|account)\s+(?:of|for|de|von)\s+/iu,
  /^(?:your |my )?(?:profile|account|avatar|menu|user(?: menu)?)\s*[,:|–—-]\s+/iu,
  /^(?:signed in as|logged in as|welcome(?: back)?|hello|hi|hey)\s*[,:]?\s+/iu,
  /(?:['’]s|(?<=s)['’])\s+(?:profile|photo|picture|avatar|account|timeline|menu).*$/iu,
  /\s*[|,(–—-]\s*(?:profile|account|avatar|menu|photo|you|open|settings).*$/iu,
  /(?:\s*(?:さん|様|님|先生|小姐|女士|的个人资料|的個人檔案|的头像))$/u,
];

/** Name particles that are written in lower case. */
const PARTICLE =
  /^(?:de|da|do|dos|das|del|della|di|du|van|von|der|den|bin|binti|binte|ibn|al|el|la|le|ter|ten|y|e|af|zu)$/u;

/**
 * The name in a label, or null.
 * @param isNamePlace whether this place holds a name: then one word is enough
 */
export function extractPersonName(label: string, isNamePlace: boolean): string | null {
  let name = label
    .normalize('NFC')
    .replaceAll(/[\s\u200B-\u200F\u2060]+/gu, ' ')
    .trim()
    .replace(/[.,!:;。！]+$/u, '');
  if (name.length > 120) return null;
  const whole = name;
  for (const around of SURROUNDING_PHRASES) name = name.replace(around, '').trim();
  if (name.length < 2 || name.length > 60 || !/^[\p{L}\p{M}][\p{L}\p{M}'’.·\- ]*$/u.test(name)) return null;
  const words = name.split(' ');
  if (NOT_A_NAME_PHRASE.test(name)) return null;
  if (words.length > 5 || words.some((word) => NOT_A_NAME.has(word.toLowerCase()))) return null;
  if (words.length === 1 && (!(isNamePlace || name !== whole) || (isCased(name) && name.length < 3))) return null;
  return words.every((word) => PARTICLE.test(word) || !isCased(word) || /^['’]?\p{Lu}/u.test(word)) ? name : null;
}

/** The first names and surnames of a name, which are also removed on their own. */
export function nameParts(name: string): string[] {
  const words = name.split(/[\s·]+/u).filter((word) => isCased(word) && word.length >= 3 && /^\p{Lu}/u.test(word));
  return words.length > 1 ? words : [];
}

/** Whether the script has capital letters. */
export function isCased(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

/**
 * The demo board's twelve posts in six languages. Everything in them is invented; `expect` is what the demo checks.
 * `later` is honest-looking until its account is put on the list while the page is open.
 */
export interface DemoPost {
  slug: string;
  lang: string;
  what: 'lure' | 'job scam' | 'listed recruiter' | 'honest job' | 'news' | 'listed later';
  expect: 'warned' | 'no-warning';
  title: string;
  company: string;
  location: string;
  salary: string;
  text: string;
}

/** Accounts that the demo publisher lists: one from the start, one while the page is open. */
export const LISTED = { kind: 'telegram', value: 'harbourstaff_desk' } as const;
export const LISTED_LATER = { kind: 'whatsapp', value: '+6281234500917' } as const;

export const DEMO_POSTS: readonly DemoPost[] = [
  {
    slug: 'chat-support-bangkok',
    lang: 'en',
    what: 'lure',
    expect: 'warned',
    title: 'Customer chat support, Bangkok office',
    company: '',
    location: 'Bangkok, then Mae Sot',
    salary: 'USD 1,500 a month',
    text: 'Urgent hiring, 20 people. No experience needed, only basic typing and a valid passport. Free air ticket, visa, room and four meals a day, all on the company. You chat with foreign customers from ready scripts. Enter on a tourist visa, our driver meets you at the airport and takes you on to Mae Sot. No interview, you fly this Friday. Telegram only: @bkk_dream_team',
  },
  {
    slug: 'admin-poipet',
    lang: 'th',
    what: 'lure',
    expect: 'warned',
    title: 'รับแอดมินตอบแชท ทำงานฝั่งปอยเปต',
    company: '',
    location: 'ปอยเปต กัมพูชา',
    salary: '35,000 บาท + ค่าคอม',
    text: 'รับด่วน 15 คน ไม่ต้องมีประสบการณ์ ไม่จำกัดวุฒิ พิมพ์ไทยได้ก็พอ กินอยู่ฟรี มีรถมารับถึงบ้าน ข้ามฝั่งให้ไม่ต้องใช้พาสปอร์ต เบิกเงินล่วงหน้าได้ 10,000 งานถูกกฎหมาย ไม่หลอกลวง ไม่มีกักขัง เดินทางคืนนี้ ทักไลน์ @poipet_team_run',
  },
  {
    slug: 'xigang-kefu',
    lang: 'zh-Hans',
    what: 'lure',
    expect: 'warned',
    title: '西港公司直招客服打字员',
    company: '',
    location: '柬埔寨 西哈努克港',
    salary: '底薪12000+提成',
    text: '不要学历不要经验，会打字就行。机票签证公司全包，包吃包住，落地专车接。园区里超市网吧都有，不用出门。欠债的可以预支工资。正规公司，绝不是骗人的，不打人不关人。名额不多，这周出发。飞机号 @xg_zhaopin_77',
  },
  {
    slug: 'viec-nhe-bavet',
    lang: 'vi',
    what: 'lure',
    expect: 'warned',
    title: 'Tuyển nhân viên chat online tại Bavet',
    company: '',
    location: 'Bavet, Campuchia',
    salary: '25 - 30 triệu/tháng',
    text: 'Việc nhẹ lương cao, không cần bằng cấp, không cần kinh nghiệm, chỉ cần biết gõ máy tính. Bao ăn ở, xe đón tận nhà qua cửa khẩu Mộc Bài, không cần hộ chiếu. Được ứng trước lương 10 triệu, ai nợ nần công ty hỗ trợ trả. Đi trong ngày. Zalo 0900 000 417',
  },
  {
    slug: 'admin-kamboja',
    lang: 'id',
    what: 'lure',
    expect: 'warned',
    title: 'Dibutuhkan admin judi online Kamboja',
    company: '',
    location: 'Sihanoukville, Kamboja',
    salary: '12-15 juta + bonus',
    text: 'Lowongan admin slot dan CS. Tanpa ijazah, tanpa pengalaman, yang penting bisa mengetik dan punya paspor. Tiket pesawat, visa, mess dan makan ditanggung perusahaan. Berangkat minggu ini pakai visa turis dulu. Ajak teman dapat bonus. Hubungi Telegram @admin_kmbj_jaya',
  },
  {
    slug: 'debt-help-overseas',
    lang: 'zh-Hant',
    what: 'lure',
    expect: 'warned',
    title: '海外高薪 可代償債務',
    company: '',
    location: '東南亞',
    salary: '月薪10萬以上',
    text: '有欠債有卡案的都可以，公司先幫你還。出國工作免經驗，坐辦公室打字聊天，包機票包吃包住，可馬上預支5萬。本公司絕對不是黑公司，護照公司代辦，這週出發。加賴 id：fast_cash_abroad',
  },
  {
    slug: 'like-and-earn',
    lang: 'en',
    what: 'job scam',
    expect: 'warned',
    title: 'Part time, work from home on your phone',
    company: '',
    location: '',
    salary: '$150 - $300 a day',
    text: 'Earn money by liking videos and boosting product ratings. 40 tasks a set, paid daily. Anyone can do it, no experience, 30 minutes a day. After the first day you top up your account with USDT to unlock higher tasks and withdraw your commission. Message our teacher on WhatsApp.',
  },
  {
    slug: 'harbour-staff',
    lang: 'en',
    what: 'listed recruiter',
    expect: 'warned',
    title: 'Guest relations officer',
    company: 'Harbour Staff Partners',
    location: 'Kuala Lumpur',
    salary: 'MYR 4,200 a month',
    text: 'We look for a guest relations officer for a business hotel. Two years at a front desk, good English and Malay. Five days a week, two shifts. Write to our recruiter on Telegram: @harbourstaff_desk',
  },
  {
    slug: 'hotel-bangkok',
    lang: 'th',
    what: 'honest job',
    expect: 'no-warning',
    title: 'พนักงานต้อนรับโรงแรม สาขาสุขุมวิท',
    company: 'โรงแรมบ้านสวนริเวอร์',
    location: 'กรุงเทพมหานคร',
    salary: '18,000 บาท + เซอร์วิสชาร์จ',
    text: 'รับพนักงานต้อนรับ 2 คน มีประสบการณ์งานโรงแรมอย่างน้อย 1 ปี สื่อสารภาษาอังกฤษได้ ทำงานเป็นกะ หยุดสัปดาห์ละ 1 วัน มีประกันสังคม อาหารพนักงาน 1 มื้อ ค่าที่พักช่วยเหลือ สัมภาษณ์ที่โรงแรม ติดต่อฝ่ายบุคคล 02-000-0143',
  },
  {
    slug: 'japanese-support-bangkok',
    lang: 'en',
    what: 'honest job',
    expect: 'no-warning',
    title: 'Japanese-speaking customer service agent, Bangkok',
    company: 'Northgate Service Centre (Thailand)',
    location: 'Bangkok',
    salary: 'THB 55,000 a month',
    text: 'Answer calls and chats for a camera maker. You need business Japanese (N1) and one year in customer service. We sponsor your work permit before you travel and pay the flight and a housing allowance. Two interviews by video with the team lead, then a written language test. Social security, 10 days of paid leave, contract of one year. Apply at careers@northgate-service.example',
  },
  {
    slug: 'gudang-surabaya',
    lang: 'id',
    what: 'listed later',
    expect: 'no-warning',
    title: 'Staf gudang, shift pagi',
    company: 'Toko Sinar Baru',
    location: 'Surabaya',
    salary: 'Rp 4.900.000 per bulan',
    text: 'Dibutuhkan staf gudang pria atau wanita, bisa angkat barang, teliti, jujur. Jam kerja 08.00-16.00, libur hari Minggu, BPJS dan THR. Lamaran dibawa ke toko atau WhatsApp +62 812 3450 0917.',
  },
  {
    slug: 'police-warn',
    lang: 'en',
    what: 'news',
    expect: 'no-warning',
    title: 'Police warn of fake customer service jobs abroad',
    company: 'Lantern Daily News',
    location: 'Manila',
    salary: '',
    text: 'Police warned job seekers on Monday about posts that promise a free air ticket, visa, room and meals for typing work in Thailand. Victims said they were hired on Telegram without an interview, flown on a tourist visa and driven across the border to a compound near Myawaddy, where their passports were taken. "If an offer says no experience and high pay, check it with the ministry first," an officer said. Twelve people were rescued last month.',
  },
];

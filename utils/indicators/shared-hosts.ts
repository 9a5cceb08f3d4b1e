/**
 * Hosts that many unrelated people share: a listing there names a path or an account, never the host.
 *
 * In a path pattern `*` is the part that names the account; other segments stand as written. A pattern may name one
 * query parameter (`watch?v=*`). The first pattern that fits counts; where none fits nothing can be listed.
 * Messengers and networks with a kind of their own (Telegram, WhatsApp, LINE, Zalo, QQ, Facebook, Instagram) are not
 * here: their links are read in accounts.ts.
 */
export interface SharedHost {
  /** The first is the name used in keys; the others are its aliases. Subdomains follow their parent's rule. */
  hosts: readonly string[];
  paths: readonly string[];
  /** Whether upper and lower case name different things there. */
  exact: boolean;
}

const short = (...hosts: string[]): SharedHost[] => hosts.map((host) => ({ hosts: [host], paths: ['*'], exact: true }));
const names = (hosts: string[], ...paths: string[]): SharedHost => ({ hosts, paths, exact: false });
const codes = (hosts: string[], ...paths: string[]): SharedHost => ({ hosts, paths, exact: true });

export const SHARED_HOSTS: readonly SharedHost[] = [
  // Shorteners and QR codes.
  ...short('bit.ly', 'tinyurl.com', 't.co', 'goo.gl', 'is.gd', 'v.gd', 'ow.ly', 'cutt.ly', 'rb.gy', 'rebrand.ly'),
  ...short('shorturl.at', 's.id', 't.ly', 'tiny.cc', 'buff.ly', 'lnkd.in', 'dub.sh', 'reurl.cc', 'ppt.cc', 'pse.is'),
  ...short(
    't.cn',
    'url.cn',
    'dwz.cn',
    'suo.im',
    'clck.ru',
    'vk.cc',
    'u.to',
    'surl.li',
    'qrco.de',
    'lihi.cc',
    'lihi1.com',
  ),
  ...short('maps.app.goo.gl', 'share.google', 'g.page', 'youtu.be', 'redd.it', '1drv.ms', 'page.link', 'app.link'),
  ...short('vm.tiktok.com', 'vt.tiktok.com', 'v.douyin.com', 'xhslink.com', 'bio.site', 'smarturl.it', 'me2.kr'),
  // Forms, documents, files.
  ...short('forms.gle', 'wj.qq.com', 'jinshuju.net', 'wenjuan.com', 'tally.so', 'airtable.com'),
  codes(['docs.google.com'], 'forms/d/e/*', 'forms/d/*', 'document/d/*', 'spreadsheets/d/*', 'presentation/d/*'),
  codes(['drive.google.com'], 'file/d/*', 'drive/folders/*', 'open?id=*'),
  codes(['forms.office.com', 'forms.microsoft.com'], 'r/*', 'e/*', 'pages/responsepage.aspx?id=*'),
  codes(['docs.qq.com'], 'form/page/*', 'doc/*', 'sheet/*'),
  codes(['dropbox.com'], 's/*', 'scl/fi/*', 'scl/fo/*'),
  codes(['mega.nz'], 'file/*', 'folder/*'),
  codes(['pan.baidu.com'], 's/*'),
  codes(['canva.com'], 'design/*'),
  codes(['surveymonkey.com'], 'r/*'),
  codes(['jotform.com'], 'form/*', '*'),
  codes(['notion.so'], '*/*', '*'),
  names(['sites.google.com'], 'view/*', 'site/*', 'a/*'),
  codes(['play.google.com'], 'store/apps/details?id=*'),
  codes(['apps.apple.com'], 'app/*', '*/app/*/*', '*/app/*'),
  // Pages of links.
  names(['linktr.ee'], '*'),
  names(['beacons.ai'], '*'),
  names(['bio.link'], '*'),
  names(['heylink.me'], '*'),
  names(['taplink.cc'], '*'),
  names(['campsite.bio'], '*'),
  names(['lynk.id'], '*'),
  names(['about.me'], '*'),
  // Networks and messengers.
  names(['linkedin.com'], 'company/*', 'in/*', 'school/*', 'showcase/*', 'groups/*', 'jobs/view/*'),
  names(['x.com', 'twitter.com'], '*'),
  names(['tiktok.com'], '@*'),
  codes(['youtube.com'], '@*', 'channel/*', 'c/*', 'user/*', 'watch?v=*'),
  names(['reddit.com'], 'user/*', 'u/*', 'r/*'),
  names(['threads.net', 'threads.com'], '@*'),
  names(['snapchat.com'], 'add/*'),
  names(['pinterest.com'], '*'),
  names(['medium.com'], '@*'),
  names(['vk.com', 'vk.ru'], '*'),
  names(['ok.ru'], 'profile/*', 'group/*', '*'),
  names(['weibo.com', 'weibo.cn'], 'u/*', 'n/*', '*'),
  codes(['douyin.com'], 'user/*'),
  codes(['xiaohongshu.com'], 'user/profile/*'),
  names(['zhihu.com'], 'people/*', 'org/*'),
  names(['band.us'], 'band/*', 'n/*', '@*'),
  codes(['open.kakao.com'], 'o/*', 'me/*'),
  codes(['pf.kakao.com'], '*'),
  codes(['discord.gg'], '*'),
  codes(['discord.com', 'discordapp.com'], 'invite/*', 'users/*'),
  codes(['invite.viber.com'], '?g2=*'),
  codes(['chats.viber.com'], '*'),
  codes(['signal.me', 'signal.group'], '*'),
  codes(['invite.skype.com', 'join.skype.com'], '*'),
  codes(['upwork.com'], 'freelancers/*'),
  names(['github.com'], '*'),
  // Recruiting software: one path a customer.
  names(['boards.greenhouse.io', 'job-boards.greenhouse.io'], '*'),
  names(['jobs.lever.co'], '*'),
  names(['apply.workable.com'], '*'),
  names(['smartrecruiters.com'], '*'),
  // Job boards and market places: a post, or an employer's page, is not a domain.
  names(['indeed.com'], 'cmp/*', 'viewjob?jk=*', 'm/viewjob?jk=*'),
  names(
    ['jobstreet.com', 'jobstreet.com.my', 'jobstreet.com.sg', 'jobstreet.com.ph', 'jobstreet.co.id'],
    'job/*',
    'companies/*',
  ),
  names(['jobsdb.com'], 'job/*', 'companies/*'),
  names(['seek.com.au', 'seek.co.nz'], 'job/*', 'companies/*'),
  names(['glassdoor.com'], 'overview/*'),
  names(['glints.com'], '*/opportunities/jobs/*/*', 'companies/*'),
  names(['jobthai.com'], '*/job/*', 'company/*'),
  names(['vietnamworks.com'], '*'),
  names(['topcv.vn'], 'cong-ty/*/*', 'viec-lam/*/*'),
  names(['naukri.com'], '*'),
  names(['bossjob.ph', 'bossjob.com'], 'job/*', 'company/*'),
  names(['kalibrr.com'], 'c/*'),
  names(['onlinejobs.ph'], 'jobseekers/job/*'),
  names(['gumtree.com', 'gumtree.co.za'], 'p/*'),
  names(['hh.ru', 'hh.kz', 'hh.uz'], 'vacancy/*', 'employer/*'),
  names(['avito.ru'], 'user/*'),
  names(['58.com', 'ganji.com'], 'zhaopin/*'),
  names(['zhipin.com'], 'job_detail/*', 'gongsi/*'),
  names(['51job.com', 'zhaopin.com', 'liepin.com'], 'company/*', 'job/*'),
  names(['olx.com', 'olx.in', 'olx.co.id', 'olx.com.pk', 'olx.ua', 'olx.pl', 'olx.kz', 'olx.com.br'], 'd/*', 'item/*'),
  names(['carousell.com', 'carousell.ph', 'carousell.sg', 'carousell.com.my'], 'u/*', 'p/*'),
  // Hosts that name nobody: mail providers, search, portals.
  names(['gmail.com', 'googlemail.com', 'google.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com']),
  names(['yahoo.com', 'ymail.com', 'icloud.com', 'me.com', 'aol.com', 'proton.me', 'protonmail.com', 'gmx.com']),
  names(['qq.com', '163.com', '126.com', 'sina.com', 'foxmail.com', 'naver.com', 'daum.net', 'kakao.com']),
  names(['mail.ru', 'yandex.ru', 'ya.ru', 'bk.ru', 'rambler.ru', 'zoho.com', 'rediffmail.com', 'tutanota.com']),
  names(['wechat.com', 'weixin.qq.com', 'apple.com', 'microsoft.com', 'craigslist.org', 'telegra.ph']),
];

/** Hosts that give each customer a subdomain and are not in the list of public suffixes. */
export const SUBDOMAIN_HOSTS: ReadonlySet<string> = new Set([
  'wordpress.com',
  'weebly.com',
  'wixsite.com',
  'tumblr.com',
  'strikingly.com',
  'mystrikingly.com',
  'jimdosite.com',
  'jimdofree.com',
  'business.site',
  'godaddysites.com',
  'square.site',
  'webnode.page',
  'webnode.com',
  'site123.me',
  'simdif.com',
  'zohosites.com',
  'zohorecruit.com',
  '000webhostapp.com',
  'typeform.com',
  'onelink.me',
  'bamboohr.com',
  'breezy.hr',
  'recruitee.com',
  'teamtailor.com',
  'myworkdayjobs.com',
  'freshteam.com',
  'substack.com',
  'livejournal.com',
  'odoo.com',
  'ucraft.site',
  'yolasite.com',
]);

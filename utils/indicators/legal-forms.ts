/** Legal forms of companies, which people write, shorten and leave out freely. */

/** Words at the end of a name. */
export const TRAILING_LEGAL_FORMS: readonly string[] =
  `co company cos ltd limited inc incorporated corp corporation llc llp lp plc pte pvt private pty sdn bhd berhad tbk persero opc
   gmbh ag kg ohg ug bv nv sa sas sarl srl spa sl slu sro as asa ab oy oyj aps kft zrt doo dd ood eood jsc cjsc ojsc pjsc
   ltda eireli epp mei sac sapi cv fzco fze fzllc dmcc wll spc kk gk cia scs snc se est kg tov ooo
   লিমিটেড লি প্রাইভেট प्राइवेट लिमिटेड लि प्रा लिमिटेड کمپنی لمیٹڈ المحدودة محدودة ذمم`.split(/\s+/u);

/** Sequences of words at the beginning of a name. */
export const LEADING_LEGAL_FORMS: readonly string[] = [
  'công ty trách nhiệm hữu hạn một thành viên',
  'công ty trách nhiệm hữu hạn',
  'công ty tnhh một thành viên',
  'công ty tnhh mtv',
  'công ty tnhh',
  'công ty cổ phần',
  'công ty cp',
  'công ty',
  'cty tnhh',
  'cty cp',
  'cty',
  'pt',
  'cv',
  'ud',
  'm s',
  'messrs',
  'ооо',
  'тоо',
  'оао',
  'зао',
  'пао',
  'ао',
  'ип',
  'чп',
  'тов',
  'фоп',
  'мчж',
  'осоо',
  'شركة',
  'مؤسسة',
];

/** At either end, in scripts that do not separate words. */
export const ATTACHED_LEGAL_FORMS: readonly string[] = [
  'บริษัท',
  'บมจ',
  'บจก',
  'หจก',
  'ห้างหุ้นส่วนจำกัด',
  'ห้างหุ้นส่วน',
  'มหาชน',
  'จำกัด',
  '股份有限公司',
  '有限责任公司',
  '有限責任公司',
  '有限公司',
  '股份公司',
  '公司',
  '株式会社',
  '合同会社',
  '有限会社',
  '주식회사',
  '유한회사',
  'ບໍລິສັດ',
  'ຈຳກັດ',
  'ຈໍາກັດ',
  'ក្រុមហ៊ុន',
  'ကုမ္ပဏီ',
  'လီမိတက်',
];

"""The Mandarin reading of common characters, without its tone, from the order of a standard.

GB 2312 sorts the 3,755 characters of its first level by pinyin, so the first character of every
syllable tells them all (one reading each). Traditional characters are read as their Simplified.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache

from digestcli.text.languages.script import to_simplified
from digestcli.text.regex import regex

# Each syllable with the first of its characters in GB 2312, level 1.
_FIRST = (
    "啊a埃ai鞍an肮ang凹ao芭ba白bai斑ban邦bang苞bao杯bei奔ben崩beng逼bi鞭bian标biao鳖bie彬bin兵bing玻bo捕bu擦ca"
    "猜cai餐can苍cang操cao厕ce层ceng插cha拆chai搀chan昌chang超chao车che郴chen撑cheng吃chi充chong抽chou初chu揣chuai"
    "川chuan疮chuang吹chui春chun戳chuo疵ci聪cong凑cou粗cu蹿cuan摧cui村cun磋cuo搭da呆dai耽dan当dang刀dao德de蹬deng"
    "堤di颠dian碉diao跌die丁ding丢diu东dong兜dou督du端duan堆dui墩dun掇duo蛾e恩en而er发fa藩fan坊fang菲fei芬fen"
    "丰feng佛fo否fou夫fu噶ga该gai干gan冈gang篙gao哥ge给gei根gen耕geng工gong钩gou辜gu刮gua乖guai棺guan光guang瑰gui"
    "辊gun锅guo哈ha骸hai酣han夯hang壕hao呵he嘿hei痕hen哼heng轰hong喉hou呼hu花hua槐huai欢huan荒huang灰hui荤hun"
    "豁huo击ji嘉jia歼jian僵jiang蕉jiao揭jie巾jin荆jing炯jiong揪jiu鞠ju捐juan撅jue均jun喀ka开kai刊kan康kang考kao"
    "坷ke肯ken坑keng空kong抠kou枯ku夸kua块kuai宽kuan匡kuang亏kui坤kun括kuo垃la莱lai蓝lan琅lang捞lao勒le雷lei"
    "棱leng厘li俩lia联lian粮liang撩liao列lie琳lin玲ling溜liu龙long楼lou芦lu驴lü峦luan掠lüe抡lun萝luo妈ma埋mai"
    "瞒man芒mang猫mao么me玫mei门men萌meng眯mi棉mian苗miao蔑mie民min明ming谬miu摸mo谋mou拇mu拿na氖nai南nan囊nang"
    "挠nao呢ne馁nei嫩nen能neng妮ni蔫nian娘niang鸟niao捏nie您nin柠ning牛niu脓nong奴nu女nü暖nuan虐nüe挪nuo哦o欧ou"
    "啪pa拍pai攀pan乓pang抛pao呸pei喷pen砰peng坯pi篇pian飘piao撇pie拼pin乒ping坡po扑pu期qi掐qia牵qian枪qiang"
    "橇qiao切qie钦qin青qing琼qiong秋qiu趋qu圈quan缺que裙qun然ran瓤rang饶rao惹re壬ren扔reng日ri戎rong揉rou茹ru"
    "软ruan蕊rui闰run若ruo撒sa腮sai三san桑sang搔sao瑟se森sen僧seng莎sha筛shai珊shan墒shang梢shao奢she砷shen"
    "声sheng师shi收shou蔬shu刷shua摔shuai栓shuan霜shuang谁shui吮shun说shuo斯si松song搜sou苏su酸suan虽sui孙sun"
    "蓑suo塌ta胎tai坍tan汤tang掏tao特te藤teng梯ti天tian挑tiao贴tie厅ting通tong偷tou凸tu湍tuan推tui吞tun拖tuo"
    "挖wa歪wai豌wan汪wang威wei瘟wen嗡weng挝wo巫wu昔xi瞎xia掀xian相xiang萧xiao楔xie薪xin星xing兄xiong休xiu墟xu"
    "轩xuan靴xue勋xun压ya焉yan殃yang邀yao椰ye一yi茵yin英ying哟yo拥yong幽you迂yu鸳yuan曰yue耘yun匝za栽zai咱zan"
    "赃zang遭zao责ze贼zei怎zen增zeng扎zha摘zhai瞻zhan樟zhang招zhao遮zhe珍zhen蒸zheng芝zhi中zhong舟zhou珠zhu抓zhua"
    "拽zhuai专zhuan桩zhuang椎zhui谆zhun捉zhuo兹zi鬃zong邹zou租zu钻zuan嘴zui尊zun昨zuo"
)
_ENTRY = regex("([一-龥])([a-zü]+)")
_TONES = regex("[\u0300\u0301\u0304\u030c]")
_LAST = "座".encode("gb2312")


def reading_of(character: str) -> str:
    """Return the reading without its tone; '' for a character outside GB 2312's first level.

    >>> [reading_of(character) for character in "導負驗女略龍"], reading_of("A"), reading_of("鼷")
    (['dao', 'fu', 'yan', 'nü', 'lüe', 'long'], '', '')
    """
    try:
        code = to_simplified(character).encode("gb2312")
    except UnicodeEncodeError:
        return ""
    codes, syllables = _order()
    return syllables[bisect_right(codes, code) - 1] if codes[0] <= code <= _LAST else ""


def without_tone(reading: str) -> str:
    """Return the syllable without its tone mark.

    >>> without_tone("lǜ"), without_tone("xué")
    ('lü', 'xue')
    """
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", reading)))


@cache
def _order() -> tuple[list[bytes], list[str]]:
    entries = _ENTRY.findall(_FIRST)
    return [character.encode("gb2312") for character, _ in entries], [syllable for _, syllable in entries]

package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Shapes;

/** Words that count things: before one of them, two is 两. */
final class MeasureWords {

    private static final String THINGS =
            "人次 居室 大匙 小匙 例(?!如) 起(?![来始步算]) 款 道(?!路) 幅 处(?!理) 下(?![面降限午载]) 扇 瓣 剂 针 列 桌 招 室 厅 卫(?![生星视兵]) 副"
                    + " 株 亩 個 隻 條 張 顆 輛 間 棟 戶 雙 對 組 隊 種 樣 類 項 宗 頁 課 塊 筆"
                    + " 个 只 条 张 片 位 名 本 件 份 杯 瓶 碗 盘 块 颗 粒 台 辆 架 艘 部 间 座 栋 幢 户 家 所 支 枝 根 把 双 对 套 组 批 队 排 行 种 样 类"
                    + " 项 段 句 首 篇 封 门 节 课 页 集 章 口 头 匹 群 滴 棵 朵 束 股 枚 袋 箱 桶 罐 盒 包 卷 串 打 人 者 国 届 转";
    private static final String TIMES =
            "小時 分鐘 週 歲 點 輪 場 聲 頓" + " 天 年 周 星期 季度 季 小时 分钟 刻钟 秒 点 分 岁 次 轮 场 步 站 顿 笔 趟 遍 回 声 圈 堂 手 夜 晚 倍 勺 小勺 大勺 汤匙 茶匙";
    private static final String SIZES =
            "平方公里 平方米 平方厘米 立方米 立方厘米 千瓦时 毫克 微克" + " 公里 千米 米 厘米 毫米 英里 英尺 平方 立方 公斤 千克 克 吨 磅 斤 盎司 毫升 升 码 瓦 伏 赫兹 帧 像素";
    private static final String MONEY = "元 毛 角 美元 欧元 英镑 日元 港元";
    private static final String SCALES = "万 亿 千 萬 億";

    /** A regular expression for any of them, scales included: two myriads are 两万. */
    static final String ANY = Shapes.anyOf(String.join(" ", SIZES, THINGS, TIMES, MONEY, SCALES));

    private MeasureWords() {}
}

package zh

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`战争 戰爭 军 軍 袭击 襲擊 空袭 空襲 导弹 導彈 飛彈 火箭弹 无人机 無人機 轰炸 轟炸 炮击 炮擊 爆炸 打死 死亡 身亡 遇难 罹難 受伤 受傷 伤亡 傷亡 士兵 部队 部隊
		武装 武裝 冲突 衝突 停火 人质 人質 战俘 戰俘 占领 佔領 入侵 攻击 攻擊 政变 政變 制裁 核武 恐怖 战机 戰機 军演 軍演 舰 艦 中线 中線 和谈 和談`),
	OtherRoots: text.Roots(`足球 篮球 籃球 比赛 比賽 联赛 聯賽 进球 進球 冠军 冠軍 世界杯 世界盃 球队 球隊 球员 球員 教练 教練 奥运 奧運 电影 電影 演员 演員 歌手 专辑 專輯
		演唱会 演唱會
		电视剧 股市 股价 股價 股票 投资者 投資者 股息 天气 天氣 降雨 气温 氣溫 食谱`),
}

# Pairs that are easily taken for each other; the note goes with the suggestion.

list false.friend
  人次 => note="人次 counts visits or trips, not persons"
  国家和地区 | 国家及地区 | 国家与地区 | 国家或地区 => note="国家和地区 counts countries and regions; it is not a number of countries"
  完成进驻 | 全部进驻 | 进驻完成 => note="进驻 is the arrival of the teams, not the completion of their work"
  督导 => note="督导 is supervision, not training"
  劝返 => note="劝返 is persuasion to return; it says nothing about how"
  查处 => note="查处 is dealing with a case; it need not be a conviction"
  抓获 => note="抓获 is catching; it is no charge and no conviction"
  破获 => note="破获 is the police's own word for solved; no court has decided"
  立案 => note="立案 opens a case; it is no charge"
  侨民 => note="侨民 may or may not hold the nationality; the text does not say"

import { pick, type Random } from "../random.ts";

export type Origin = "hispanic" | "asian" | "general";

const words = (text: string): string[] => text.trim().split(/\s+/);

const girls: Record<Origin, string[]> = {
  general: words(`
    Abigail Ada Alexis Alice Aliyah Amara Amelia Anna Aria Aubrey Ava Avery Bailey Bethany Brianna Brooke Caroline Cassidy
    Charlotte Chloe Claire Daisy Delilah Destiny Ebony Eden Eleanor Eliza Ella Emery Emily Emma Esther Eva Faith Fiona
    Genesis Grace Hadley Hannah Harper Hazel Heather Imani Iris Ivy Jada Jasmine Jordan Josephine Joy Julia Kayla Keisha
    Kennedy Kiara Laila Lauren Layla Leah Lila Lucy Lydia Mackenzie Madison Maeve Makayla Margaret Maya Megan Mia Miriam
    Molly Morgan Naomi Natalie Nevaeh Nia Nicole Nora Olivia Paige Penelope Phoebe Piper Quinn Rachel Rebecca Riley Ruby
    Ruth Sadie Samantha Sarah Savannah Serenity Sierra Skylar Sophia Stella Summer Sydney Taylor Tessa Tiana Trinity Vera
    Victoria Violet Vivian Willow Zoe Zuri`),
  hispanic: words(`
    Abril Adriana Alejandra Alicia Alondra Ana Andrea Angela Araceli Ariana Beatriz Bianca Camila Carla Carmen Carolina
    Catalina Cecilia Citlali Clara Claudia Cristina Dalia Daniela Diana Dulce Elena Elisa Esmeralda Esperanza Estrella
    Evelyn Fatima Fernanda Frida Gabriela Genesis Gloria Graciela Guadalupe Ines Irene Isabel Isabella Itzel Jazmin
    Jimena Juana Julieta Karina Karla Leticia Leslie Liliana Lizbeth Lorena Lucero Lucia Luz Magdalena Maite Mariana
    Maribel Marisol Maritza Martha Mayra Melissa Mercedes Mireya Monserrat Nadia Natalia Noemi Norma Paloma Paola
    Patricia Perla Pilar Regina Renata Rocio Rosa Rosario Rubi Samara Sara Silvia Sofia Soledad Teresa Valentina Valeria
    Vanessa Veronica Violeta Ximena Yadira Yareli Yesenia Yolanda Zulema`),
  asian: words(`
    Aiko Akira Anh Anjali Arya Asha Bao Chau Deepa Diya Eun Feng Ha Hana Hien Hui Isha Jia Jin Kaori Kavya Khanh Kim Lan
    Lin Linh Mai Mei Mina Ming Minh Mira Misaki Nandini Ngoc Nhi Noor Phuong Pooja Priya Quynh Riya Sakura Sana Sanvi Shreya
    Soo Suki Tam Tanvi Thao Thi Thu Trang Trinh Tuyet Uma Van Xin Yan Ying Yuki Yuna`),
};

const boys: Record<Origin, string[]> = {
  general: words(`
    Aaron Adam Adrian Aidan Alexander Amir Andre Andrew Anthony Asher Austin Barrett Beau Benjamin Blake Brandon Brayden
    Bryce Caleb Calvin Cameron Carter Charles Chase Christian Christopher Clark Cole Colin Connor Cooper Daniel Darius
    David DeShawn Declan Desmond Dominic Dylan Edward Eli Elijah Elliot Emmett Ethan Evan Ezra Felix Finn Gabriel Gavin
    George Grant Grayson Griffin Harrison Henry Hudson Hunter Ian Isaac Isaiah Jack Jackson Jacob Jaden Jalen James Jamal
    Jared Jason Jasper Jaylen Jeremiah Jonah Jonathan Joseph Joshua Josiah Julian Justin Kai Keith Kevin Kyle Landon
    Leo Levi Liam Logan Lucas Luke Malachi Malik Marcus Mason Matthew Maxwell Micah Michael Miles Nathan Nicholas Noah
    Nolan Oliver Omar Oscar Owen Parker Patrick Peter Preston Reid Robert Roman Rowan Ryan Samuel Sean Sebastian Silas
    Simon Spencer Terrence Theodore Thomas Timothy Travis Trevor Tristan Tyler Victor Vincent Wesley William Wyatt Xavier
    Zachary Zion`),
  hispanic: words(`
    Abel Abraham Adan Adolfo Agustin Alan Alberto Aldo Alejandro Alfonso Alfredo Alonso Alvaro Andres Angel Antonio
    Armando Arturo Axel Benito Bruno Carlos Cesar Cristian Damian Dario Diego Eduardo Efrain Elias Emanuel Emiliano
    Emilio Enrique Ernesto Esteban Ezequiel Fabian Felipe Fernando Fidel Francisco Gael Gerardo Gilberto Gonzalo
    Guillermo Gustavo Hector Hernan Hugo Ignacio Iker Isidro Ismael Ivan Jaime Javier Jesus Joaquin Joel Jorge Jose Juan
    Julio Kevin Leonardo Leonel Lorenzo Luis Manuel Marcelo Marco Mario Martin Mateo Mauricio Maximiliano Miguel Moises
    Nicolas Octavio Orlando Osvaldo Pablo Pedro Rafael Ramiro Ramon Raul Ricardo Roberto Rodolfo Rodrigo Rogelio Ruben
    Salvador Santiago Santos Saul Sergio Tadeo Tomas Ulises Uriel Valentin Vicente Yahir`),
  asian: words(`
    Aarav Akash Aryan Bao Chen Dai Dat Dev Duc Dung Feng Gia Hai Hao Hiro Hoang Hong Hung Hyun Ishaan Jae Jian Jin Jun
    Karan Kenji Khang Khoa Krish Lei Long Manh Min Minh Nam Nikhil Phong Phuc Quan Quang Raj Rohan Ryo Sang Sho Tae Takumi
    Thanh Thien Tien Tran Trung Tuan Tung Vihaan Vikram Vinh Wei Xiang Yash Yong Yu Zhen`),
};

const lastNames: Record<Origin, string[]> = {
  general: words(`
    Adams Alexander Allen Anderson Armstrong Arnold Austin Bailey Baker Banks Barnes Bates Beck Bell Bennett Berry Bishop
    Black Booker Boyd Bradford Brooks Brown Bryant Burke Burns Butler Byrd Caldwell Campbell Carpenter Carr Carroll Carter
    Chambers Chapman Clark Coleman Collins Cook Cooper Cox Crawford Cross Cunningham Curtis Daniels Davidson Davis Dawson
    Dean Dixon Douglas Drake Duncan Dunn Edwards Elliott Ellis Emerson Evans Farmer Ferguson Fields Fisher Fleming Ford
    Foster Fowler Fox Franklin Freeman Fuller Gardner Gibson Gordon Graham Grant Graves Gray Green Greene Griffin Hale Hall
    Hamilton Hampton Harper Harris Harrison Hart Harvey Hawkins Hayes Henderson Henry Hicks Hill Hoffman Holland Holmes
    Hopkins Howard Hudson Hughes Hunt Hunter Ingram Jackson Jacobs James Jefferson Jenkins Jensen Johnson Jones Jordan
    Kelley Kennedy King Knight Lambert Lane Larson Lawson Lewis Little Logan Long Mack Marsh Marshall Mason Matthews
    McCoy McDaniel McKinney Miles Miller Mitchell Montgomery Moore Morgan Morris Morrison Murphy Murray Nelson Newman
    Norris Oliver Olson Owens Palmer Parker Patterson Payne Perkins Perry Peters Peterson Phillips Pierce Porter Powell
    Price Pruitt Quinn Ramsey Randall Reed Reese Reynolds Rhodes Rice Richards Riley Robbins Roberts Robinson Rogers Rose
    Ross Russell Sanders Saunders Schmidt Scott Shaw Shelton Simmons Simpson Sims Skinner Smith Snyder Spencer Stanley
    Stephens Stevens Stewart Stokes Stone Sullivan Sutton Taylor Terry Thomas Thompson Tucker Turner Tyler Underwood
    Vaughn Wade Walker Wallace Walters Ward Warren Washington Watkins Watson Weaver Webb Wells West Wheeler White Wilkins
    Williams Wilson Wood Woods Wright Young`),
  hispanic: words(`
    Acosta Aguilar Aguirre Alarcon Alcala Almanza Alvarado Alvarez Anaya Aranda Arce Arellano Arias Arroyo Avalos Avila
    Ayala Barajas Barrera Barrios Becerra Beltran Benavides Benitez Bermudez Bravo Bustamante Bustos Caballero Cabrera
    Calderon Camacho Campos Cano Cardenas Carrillo Casillas Castaneda Castellanos Castillo Castro Cazares Ceja Cervantes
    Chavez Cisneros Contreras Cordova Corona Coronado Cortez Covarrubias Cruz Cuevas Davila Delgado Diaz Dominguez Duarte
    Duran Elizondo Enriquez Escobar Escobedo Espinosa Espinoza Esquivel Estrada Felix Fernandez Figueroa Flores Fonseca
    Franco Fuentes Galindo Gallardo Gallegos Galvan Gamboa Garcia Garza Gomez Gonzales Gonzalez Granados Guerra Guerrero
    Gutierrez Guzman Hernandez Herrera Hinojosa Huerta Hurtado Ibarra Iglesias Jaramillo Jimenez Juarez Lara Leon Leyva
    Linares Lopez Lozano Lucero Lugo Luna Macias Madrid Maldonado Marin Marquez Marroquin Martinez Medina Mejia Melendez
    Mendez Mendoza Mercado Meza Miranda Molina Montes Montoya Mora Morales Moreno Munoz Murillo Najera Navarro Nieto
    Nunez Ocampo Ochoa Olivares Orozco Ortega Ortiz Osorio Pacheco Padilla Palacios Palomino Paredes Parra Patino Pena
    Perez Pineda Ponce Portillo Preciado Quezada Quintana Quintero Quiroz Ramirez Ramos Rangel Renteria Reyes Rios Rivas
    Rivera Robles Rocha Rodriguez Rojas Romero Romo Rosales Rosas Rubio Ruelas Ruiz Saavedra Salas Salazar Salcedo Saldana
    Salgado Salinas Sanchez Sandoval Santana Santillan Santos Serrano Sierra Silva Solano Solis Soto Suarez Tapia Tejada
    Toledo Torres Trejo Trevino Trujillo Urbina Valdez Valdivia Valencia Valenzuela Vallejo Vargas Vasquez Vazquez Vega
    Velasco Velasquez Velez Venegas Vera Verdugo Vidal Villa Villalobos Villanueva Villarreal Villasenor Villegas Yanez
    Zamora Zapata Zaragoza Zavala Zepeda Zuniga`),
  asian: words(`
    Agarwal Ahn Bautista Bhatt Bui Cao Chan Chang Chau Chen Cheng Cheung Chin Cho Choi Chong Chow Chu Chua Chung Dang
    Dinh Do Doan Duong Fong Fujimoto Fukuda Gao Guo Gupta Ha Hayashi Ho Hoang Hong Hsu Hu Huang Hwang Huynh Ito Iyer Jain
    Joshi Kang Kapoor Kato Kaur Khan Kim Kimura Kumar Kwon Lai Lam Le Lee Leung Li Liang Lim Lin Liu Luong Ma Mai Mehta
    Mori Nakamura Nair Ng Ngo Nguyen Oh Okada Pak Park Patel Pham Phan Rao Reddy Ryu Sato Seo Shah Sharma Shin Singh
    Song Suzuki Ta Tan Tanaka Tang Thai To Ton Tran Trinh Truong Tsai Tse Vang Vo Vu Wada Wang Wong Wu Xiong Xu Yamada
    Yang Yoon Yoshida Yu Yuan Zhang Zhao Zheng Zhou Zhu`),
};

export function firstName(draw: Random, sex: "female" | "male", origin: Origin): string {
  const chosen = draw() < 0.3 ? "general" : origin;
  return pick(draw, (sex === "female" ? girls : boys)[chosen]);
}

/** Two family names for some, as in many Spanish-speaking families. */
export function lastName(draw: Random, origin: Origin): string {
  const name = pick(draw, lastNames[origin]);
  const second = pick(draw, lastNames[origin]);
  return origin === "hispanic" && draw() < 0.4 && second !== name ? `${name} ${second}` : name;
}
